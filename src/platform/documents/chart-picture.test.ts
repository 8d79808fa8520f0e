import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { chartPicture } from './chart-picture.ts';
import { openFonts } from './fonts.ts';

const fonts = await openFonts();
const SIZE = { width: 400, height: 240 };
const chart = (title: string, data: readonly number[]) =>
  chartPicture(
    fonts,
    {
      title: { text: title },
      xAxis: { type: 'category', data: ['2019', '2020'] },
      yAxis: { type: 'value' },
      series: [{ type: 'bar', data }],
    },
    SIZE,
  );

/** Dark pixels in the strip where the title stands. */
async function inkOfTitle(picture: Buffer): Promise<number> {
  const strip = { left: 0, top: 0, width: SIZE.width * 3, height: 110 };
  const { data } = await sharp(picture).extract(strip).greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.reduce((count, grey) => count + (grey < 128 ? 1 : 0), 0);
}

describe('a chart as a picture', () => {
  test('is a PNG of three times its size, without transparency', async () => {
    const { format, width, height, hasAlpha } = await sharp(await chart('完成率', [96.3, 89.6])).metadata();
    expect([format, width, height, hasAlpha]).toEqual(['png', 1200, 720, false]);
  });

  test('has its Chinese text, and nothing of the system’s fonts', async () => {
    const [empty, short, long] = await Promise.all(['', '完成', '完成完成'].map((title) => chart(title, [1, 2])));
    const [none, some, more] = await Promise.all([empty, short, long].map((one) => inkOfTitle(one ?? Buffer.alloc(0))));
    expect(none).toBe(0);
    expect(some).toBeGreaterThan(500);
    expect((more ?? 0) / (some ?? 1)).toBeCloseTo(2, 0);
    // Neither a box nor a gap: what the font has not is drawn as the sign for it.
    expect((await chart('率𲍀', [1, 2])).equals(await chart('率〓', [1, 2]))).toBe(true);
  });

  test('is the same from the same numbers, and another from others', async () => {
    const [one, same, other] = [await chart('率', [1, 2]), await chart('率', [1, 2]), await chart('率', [1, 3])];
    expect([one.equals(same), one.equals(other)]).toEqual([true, false]);
  });
});
