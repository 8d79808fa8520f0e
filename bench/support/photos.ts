import sharp from 'sharp';

/** An invented photo as a phone makes it: 12 megapixels, some 2 MB. */
export interface Photo {
  readonly bytes: Buffer;
}

const WIDTH = 4000;
const HEIGHT = 3000;
/** Different pictures; each is sent several times with another comment in it, so that no two files are equal. */
const PICTURES = 10;
const BOUNDARY = '----bench';

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

/** The form that a phone sends with a photo, as it comes from the network: in pieces of 64 KB. */
export function formOf({ bytes }: Photo): Request {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="after"; filename="IMG_0001.JPG"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= whole.length) controller.close();
      else controller.enqueue(whole.subarray(at, (at += 65_536)));
    },
  });
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  // The type of the browser's does not know yet what Node asks for with a body that streams.
  const init = { method: 'POST', headers, body, duplex: 'half' };
  return new Request('http://localhost/', init);
}
