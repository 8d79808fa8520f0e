import sharp from 'sharp';
import { FileRefusal } from '../files/refusal.ts';
import { OPENED } from './check-picture.ts';

/** Longest sides in pixels. */
export const SIZES = { large: 2048, small: 480, tiny: 160 } as const;
export type PictureSize = keyof typeof SIZES;

const QUALITY: Readonly<Record<PictureSize, number>> = { large: 82, small: 76, tiny: 72 };

/** A picture in all its sizes: JPEG without any metadata, upright, on white where it was transparent. */
export interface Sizes {
  readonly large: Buffer;
  readonly small: Buffer;
  readonly tiny: Buffer;
  /** Of the large one, in pixels. */
  readonly width: number;
  readonly height: number;
}

// A picture is one thread's work: the cores that are left answer requests meanwhile. What was opened is not kept.
sharp.concurrency(1);
sharp.cache(false);

interface Shrunk {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

async function shrink(
  bytes: Buffer,
  size: PictureSize,
  failOn: 'warning' | 'truncated' = 'truncated',
): Promise<Shrunk> {
  const side = SIZES[size];
  const { data, info } = await sharp(bytes, { ...OPENED, failOn })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: QUALITY[size] })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The smaller ones, from the large one as it is kept. */
export async function smallerSizes(large: Buffer): Promise<Pick<Sizes, 'small' | 'tiny'>> {
  const small = await shrink(large, 'small');
  const tiny = await shrink(small.data, 'tiny');
  return { small: small.data, tiny: tiny.data };
}

/** Pixels are missing. Of all that a decoder warns of, the rest is what the cameras of some phones always get wrong. */
const IS_CUT = /premature end|truncated/i;

/** Strictly at first; a picture that is whole but odd is read once more, as viewers read it. */
async function shrinkWhole(bytes: Buffer): Promise<Shrunk> {
  try {
    return await shrink(bytes, 'large', 'warning');
  } catch (error) {
    if (error instanceof Error && IS_CUT.test(error.message)) throw error;
    return shrink(bytes, 'large');
  }
}

/**
 * Decodes a picture and encodes it anew: nothing of the file but its pixels is left.
 * @throws FileRefusal `file.damaged` when it cannot be decoded to its end
 */
export async function makeSizes(bytes: Buffer): Promise<Sizes> {
  const large = await shrinkWhole(bytes).catch((error: unknown) => {
    throw new FileRefusal('file.damaged', { cause: error });
  });
  return { large: large.data, width: large.width, height: large.height, ...(await smallerSizes(large.data)) };
}
