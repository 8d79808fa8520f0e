import sharp from 'sharp';
import { type PictureFormat, endsAsZip } from '../files/recognise.ts';
import { FileRefusal } from '../files/refusal.ts';

/** Above it a picture of a few kilobytes can fill the memory: 100 million pixels are more than phones make. */
export const MAX_PIXELS = 100_000_000;

/** How every picture from outside is opened: its first frame, from start to end, within the limit of pixels. */
export const OPENED = {
  failOn: 'truncated',
  limitInputPixels: MAX_PIXELS,
  sequentialRead: true,
  pages: 1,
} as const;

/** What a browser or a server might run. Compressed pixels do not hold such words. */
const MARKUP = /<(?:script|html|svg|body|iframe|\?php|!doctype\s+html)/i;

function endsWell(bytes: Buffer, format: PictureFormat): boolean {
  switch (format) {
    case 'jpeg':
      return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 0;
    case 'png':
      return bytes.subarray(-12).includes('IEND');
    case 'gif':
      return bytes.at(-1) === 0x3b || bytes.at(-2) === 0x3b;
    case 'webp':
      return bytes.readUInt32LE(4) + 8 <= bytes.length;
  }
}

function isDisguised(bytes: Buffer, format: PictureFormat): boolean {
  // "GIF89a/*" is a comment to a reader of scripts, and a width of 10,799 to one of pictures.
  if (format === 'gif' && ['/*', '=1', '="', "='"].includes(bytes.toString('latin1', 6, 8))) return true;
  if (bytes.subarray(0, 1024).includes('%PDF-') || endsAsZip(bytes)) return true;
  return MARKUP.test(bytes.toString('latin1'));
}

/**
 * Looks at a picture without decoding it.
 * @returns its width and height as it is to be seen, turned upright
 * @throws FileRefusal `file.disguised`, `file.damaged`, `file.too-many-pixels`
 */
export async function checkPicture(bytes: Buffer, format: PictureFormat): Promise<{ width: number; height: number }> {
  if (isDisguised(bytes, format)) throw new FileRefusal('file.disguised');
  // The limit is looked at here, so that the sentence can say it.
  const facts = await sharp(bytes, { ...OPENED, limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw new FileRefusal('file.damaged', { cause: error });
    });
  if (facts.format !== format) throw new FileRefusal('file.disguised');
  const { width, height } = facts.autoOrient;
  if (width * height > MAX_PIXELS) throw new FileRefusal('file.too-many-pixels');
  if (!endsWell(bytes, format)) throw new FileRefusal('file.damaged');
  return { width, height };
}
