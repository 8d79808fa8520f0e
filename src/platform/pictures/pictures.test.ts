import exifr from 'exifr';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { aNoise, aPicture } from '#tests/support/pictures.ts';
import { blurAreas } from './blur-areas.ts';
import { makeSizes } from './make-sizes.ts';

/** The colour of a pixel, at parts of width and height. */
async function colourAt(picture: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return [...data.subarray(at, at + 3)];
}
const isRed = ([red = 0, , blue = 0]: number[]) => red > 120 && blue < 90;

describe('the sizes of a picture', () => {
  test('are at most 2048, 480 and 160 pixels, and never larger than what came', async () => {
    const sizes = await makeSizes(await aPicture({ width: 4000, height: 3000 }));
    expect([sizes.width, sizes.height]).toEqual([2048, 1536]);
    const small = await Promise.all([sizes.small, sizes.tiny].map((one) => sharp(one).metadata()));
    expect(small.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['jpeg', 480, 360],
      ['jpeg', 160, 120],
    ]);
    const own = await makeSizes(await aPicture({ width: 100, height: 50, format: 'png' }));
    expect([own.width, own.height]).toEqual([100, 50]);
  });

  test('tell nothing of where, when and with what it was made', async () => {
    const told = await aPicture({ isTold: true });
    expect(await exifr.parse(told, true)).toMatchObject({
      Make: 'Invented Phone',
      latitude: expect.closeTo(29.55) as number,
    });
    const { large, small, tiny } = await makeSizes(told);
    for (const picture of [large, small, tiny]) {
      expect(await exifr.parse(picture, { tiff: true, xmp: true, icc: true, iptc: true, jfif: false })).toBeUndefined();
      expect(picture.toString('latin1')).not.toMatch(/secret|serial|Invented|Exif|http/);
      const { exif, icc, iptc, xmp, comments } = await sharp(picture).metadata();
      expect([exif, icc, iptc, xmp, comments]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    }
  });

  test.each([
    { orientation: 1, size: [640, 480], x: 0.1, y: 0.5 },
    { orientation: 3, size: [640, 480], x: 0.9, y: 0.5 },
    { orientation: 6, size: [480, 640], x: 0.5, y: 0.1 },
    { orientation: 8, size: [480, 640], x: 0.5, y: 0.9 },
  ])('stand upright: orientation $orientation', async ({ orientation, size, x, y }) => {
    const sizes = await makeSizes(await aPicture({ orientation }));
    expect([sizes.width, sizes.height]).toEqual(size);
    for (const picture of [sizes.large, sizes.small, sizes.tiny]) {
      expect(isRed(await colourAt(picture, x, y))).toBe(true);
      expect(isRed(await colourAt(picture, 1 - x, 1 - y))).toBe(false);
    }
  });

  test('of a GIF are those of its first frame, of a transparent PNG on white', async () => {
    const first = await aPicture({ format: 'png' });
    const second = await sharp(first).flop().png().toBuffer();
    const frames = await sharp([first, second], { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(frames).metadata()).pages).toBe(2);
    expect(isRed(await colourAt((await makeSizes(frames)).large, 0.1, 0.1))).toBe(true);
    const clear = await sharp({ create: { width: 40, height: 40, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect(await colourAt((await makeSizes(clear)).large, 0.5, 0.5)).toEqual([255, 255, 255]);
  });

  test('of equal pictures are equal files', async () => {
    const picture = await aNoise(7);
    expect((await makeSizes(picture)).large).toEqual((await makeSizes(Buffer.from(picture))).large);
  });

  test.each([0.3, 0.6, 0.9])('are not made of a picture that ends at %d of itself', async (part) => {
    const picture = await aNoise(3, 256);
    const cut = picture.subarray(0, Math.floor(picture.length * part));
    await expect(makeSizes(cut)).rejects.toMatchObject({ code: 'file.damaged' });
    const ended = Buffer.concat([cut, Buffer.from([0xff, 0xd9])]);
    await expect(makeSizes(ended)).rejects.toMatchObject({ code: 'file.damaged' });
  });
});

test('a photo that is whole but odd, as some phones write it, is taken', async () => {
  const picture = await aPicture();
  const scan = picture.indexOf(Buffer.from([0xff, 0xda]));
  // Bytes between two markers that belong to neither.
  const odd = Buffer.concat([picture.subarray(0, scan), Buffer.from([0, 0, 0]), picture.subarray(scan)]);
  await expect(sharp(odd).toBuffer()).rejects.toThrow('extraneous');
  expect(await makeSizes(odd)).toMatchObject({ width: 640, height: 480 });
});

/** How much the values of the pixels differ among each other within a part of the picture. */
async function detailIn(
  picture: Buffer,
  box: { left: number; top: number; width: number; height: number },
): Promise<number> {
  const { channels } = await sharp(await sharp(picture).extract(box).png().toBuffer()).stats();
  return Math.max(...channels.map(({ stdev }) => stdev));
}

describe('a blurred area', () => {
  test('has nothing left of what was there, in any size, and leaves the rest as it was', async () => {
    const { large } = await makeSizes(await aNoise(5, 512));
    const blurred = await blurAreas(large, [{ x: 0.25, y: 0.25, width: 0.5, height: 0.5 }]);
    const inside = { left: 160, top: 160, width: 192, height: 192 };
    expect(await detailIn(large, inside)).toBeGreaterThan(30);
    expect(await detailIn(blurred.large, inside)).toBeLessThan(6);
    expect(await detailIn(blurred.small, { left: 150, top: 150, width: 180, height: 180 })).toBeLessThan(6);
    expect(await detailIn(blurred.large, { left: 0, top: 0, width: 120, height: 120 })).toBeGreaterThan(30);
    expect([blurred.width, blurred.height]).toEqual([512, 512]);
  });

  test('cannot be told from another that had the same means', async () => {
    // Fine stripes one way and the other: whoever sees the mosaic cannot say which it was.
    const stripes = async (isUpright: boolean) => {
      const pixels = Buffer.alloc(240 * 240 * 3);
      for (let at = 0; at < 240 * 240; at++) {
        const step = isUpright ? at % 240 : Math.floor(at / 240);
        pixels.fill(step % 2 === 0 ? 40 : 200, at * 3, at * 3 + 3);
      }
      return sharp(pixels, { raw: { width: 240, height: 240, channels: 3 } })
        .jpeg({ quality: 95 })
        .toBuffer();
    };
    const whole = [{ x: 0, y: 0, width: 1, height: 1 }];
    const [one, two] = await Promise.all([
      blurAreas(await stripes(true), whole),
      blurAreas(await stripes(false), whole),
    ]);
    const raw = async (picture: Buffer) => sharp(picture).raw().toBuffer();
    const [a, b] = [await raw(one.large), await raw(two.large)];
    const furthest = a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0);
    expect(furthest).toBeLessThan(8);
  });

  test('may be anywhere and of any size', async () => {
    const { large } = await makeSizes(await aNoise(9, 48));
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const area = fc.record({ x: part, y: part, width: part, height: part });
    await fc.assert(
      fc.asyncProperty(fc.array(area, { minLength: 1, maxLength: 3 }), async (areas) => {
        const { width, height } = await blurAreas(large, areas);
        expect([width, height]).toEqual([48, 48]);
      }),
      { numRuns: 40 },
    );
  });
});
