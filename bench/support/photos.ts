import sharp from 'sharp';

/** An invented photo as a phone makes it: 12 megapixels, some 2 MB. */
export interface Photo {
  readonly bytes: Buffer;
}

const WIDTH = 4000;
const HEIGHT = 3000;
/** Different pictures; each is sent several times with another comment in it, so that no two files are equal. */
const PICTURES = 10;

/** Pixels from a seed: the same in every run, on every machine. */
function noise(seed: number, bytes: number): Buffer {
  let state = (Math.imul(seed + 1, 2_654_435_761) >>> 0) + 1;
  const pixels = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[at] = state >>> 24;
  }
  return pixels;
}

/** Soft patches of colour with a grain over them: as hard to compress as a photo of a street. */
async function picture(seed: number): Promise<Buffer> {
  const patches = { raw: { width: 250, height: 188, channels: 3 } } as const;
  const grain = { raw: { width: WIDTH, height: HEIGHT, channels: 1 } } as const;
  const soft = await sharp(noise(seed, 250 * 188 * 3), patches)
    .resize(WIDTH, HEIGHT, { fit: 'fill' })
    .raw()
    .toBuffer();
  const overlay = await sharp(noise(seed + 1000, WIDTH * HEIGHT), grain)
    .linear(0.12, 112)
    .png({ compressionLevel: 0 })
    .toBuffer();
  return sharp(soft, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .composite([{ input: overlay, blend: 'soft-light' }])
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** A JPEG with a comment (marker FFFE) after its first marker. */
function withComment(jpeg: Buffer, comment: string): Buffer {
  const text = Buffer.from(comment);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, text, jpeg.subarray(2)]);
}

export async function inventPhotos(count: number): Promise<Photo[]> {
  const pictures: Buffer[] = [];
  for (let seed = 0; seed < PICTURES; seed++) pictures.push(await picture(seed));
  return Array.from({ length: count }, (_, at) => {
    return { bytes: withComment(pictures[at % PICTURES] ?? Buffer.alloc(0), `photo ${at}`) };
  });
}

/** The form that a phone sends with a report and its photo. */
export function formOf({ bytes }: Photo, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('after', new File([new Uint8Array(bytes)], 'IMG_0001.JPG', { type: 'image/jpeg' }));
  return form;
}
