import sharp from 'sharp';
import { type Sizes, smallerSizes } from './make-sizes.ts';

/** A rectangle of a picture in parts of its width and height, from 0 to 1; `x`, `y` is its upper left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A blurred area keeps so few values that what was there cannot be computed back. */
const MOSAIC_CELLS = 6;
const QUALITY = 82;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Rounded outwards, so that no edge of what is to be hidden shows. */
function boxOf({ x, y, width, height }: Area, picture: { width: number; height: number }): Box {
  const left = Math.min(Math.max(0, Math.floor(x * picture.width)), picture.width - 1);
  const top = Math.min(Math.max(0, Math.floor(y * picture.height)), picture.height - 1);
  const right = Math.min(picture.width, Math.max(left + 1, Math.ceil((x + width) * picture.width)));
  const bottom = Math.min(picture.height, Math.max(top + 1, Math.ceil((y + height) * picture.height)));
  return { left, top, width: right - left, height: bottom - top };
}

/** A mosaic of at most six by six means of the area, smoothed: 36 values are all that is left of it. */
async function mosaic(picture: Buffer, box: Box): Promise<Buffer> {
  const cells = { width: Math.min(MOSAIC_CELLS, box.width), height: Math.min(MOSAIC_CELLS, box.height) };
  const means = await sharp(picture)
    .extract(box)
    .resize({ ...cells, fit: 'fill', kernel: 'linear' })
    .png()
    .toBuffer();
  const large = await sharp(means)
    .resize({ width: box.width, height: box.height, fit: 'fill', kernel: 'nearest' })
    .png()
    .toBuffer();
  const sigma = Math.max(1, Math.min(box.width, box.height) / (2 * MOSAIC_CELLS));
  return sharp(large).blur(Math.min(sigma, 60)).png().toBuffer();
}

/**
 * Burns mosaics into a picture of ours, so that what they cover is in no file any more.
 * @returns the picture anew in all sizes
 */
export async function blurAreas(picture: Buffer, areas: readonly Area[]): Promise<Sizes> {
  const { width, height } = await sharp(picture).metadata();
  const covers = [];
  for (const area of areas) {
    const box = boxOf(area, { width, height });
    covers.push({ input: await mosaic(picture, box), left: box.left, top: box.top });
  }
  const large = await sharp(picture).composite(covers).jpeg({ quality: QUALITY }).toBuffer();
  return { large, width, height, ...(await smallerSizes(large)) };
}
