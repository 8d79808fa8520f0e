import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { zipOf } from './spreadsheets.ts';

interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly format?: 'jpeg' | 'png' | 'webp' | 'gif';
  /** EXIF orientation, 1 to 8. */
  readonly orientation?: number;
  /** With the place and the maker that a phone writes into a photo. */
  readonly isTold?: boolean;
}

/** What a phone tells of where and with what a photo was made. */
const TOLD = {
  IFD0: { Make: 'Invented Phone', Software: 'secret-software', Copyright: 'somebody' },
  IFD2: { BodySerialNumber: 'serial-4711' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 33/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '106/1 34/1 0/1' },
};

/** A picture whose left half is red and whose right half is blue. */
export async function aPicture(look: Look = {}): Promise<Buffer> {
  const { width = 640, height = 480, format = 'jpeg', orientation, isTold = false } = look;
  const left = { create: { width: Math.floor(width / 2), height, channels: 3, background: '#c01010' } } as const;
  let picture = sharp({ create: { width, height, channels: 3, background: '#1010c0' } }).composite([
    { input: left, left: 0, top: 0 },
  ]);
  if (isTold) picture = picture.withExif(TOLD).withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">secret-xmp</x:xmpmeta>');
  if (orientation !== undefined) picture = picture.withMetadata({ orientation });
  return picture.toFormat(format).toBuffer();
}

/** A picture of so many squares in invented colours that no two files are equal. */
export function aNoise(seed: number, side = 64): Promise<Buffer> {
  let state = seed * 2_654_435_761 + 1;
  const pixels = Buffer.alloc(side * side * 3);
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    pixels[at] = state >>> 24;
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .jpeg()
    .toBuffer();
}

const TYPES = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="x"/></Types>`;

/** A document of an office program, as small as it can be. */
export function anOfficeFile(kind: 'docx' | 'xlsx', more: Parameters<typeof zipOf>[0] = {}): Buffer {
  const main = kind === 'docx' ? 'word/document.xml' : 'xl/workbook.xml';
  const type =
    kind === 'docx'
      ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
  return zipOf({ '[Content_Types].xml': TYPES(main).replace('"x"', `"${type}"`), [main]: '<x/>', ...more });
}

/** A PDF of one empty page, with `inside` among its objects. */
export function aPdf(inside = ''): Buffer {
  return Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R ${inside}>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n`,
  );
}

/** A PNG whose header says that it has 600 million pixels; the file is a few hundred bytes. */
export async function aPixelBomb(): Promise<Buffer> {
  const png = Buffer.from(await aPicture({ width: 8, height: 8, format: 'png' }));
  const [header, checksum] = [12, 29];
  png.writeUInt32BE(30_000, 16);
  png.writeUInt32BE(20_000, 20);
  png.writeUInt32BE(crc32(png.subarray(header, checksum)), checksum);
  return png;
}

/** Content as it comes from the network, in pieces of `size` bytes. */
export async function* inPieces(content: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield await Promise.resolve(content.subarray(at, at + size));
}
