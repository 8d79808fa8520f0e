import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fittingSize } from './make-smaller.ts';

test('a photo of a phone of today becomes 2048 pixels wide, an old one stays', () => {
  expect(fittingSize(4000, 3000)).toEqual({ width: 2048, height: 1536 });
  expect(fittingSize(3000, 4000)).toEqual({ width: 1536, height: 2048 });
  expect(fittingSize(800, 600)).toEqual({ width: 800, height: 600 });
});

test('it fits, keeps its shape, and is never made larger', () => {
  const side = fc.integer({ min: 1, max: 20_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const fitting = fittingSize(width, height);
      expect(Math.max(fitting.width, fitting.height)).toBeLessThanOrEqual(2048);
      expect(fitting.width).toBeLessThanOrEqual(width);
      expect(Math.min(fitting.width, fitting.height)).toBeGreaterThanOrEqual(1);
      const skew = Math.abs(fitting.width * height - fitting.height * width);
      expect(skew).toBeLessThanOrEqual(Math.max(width, height));
    }),
  );
});
