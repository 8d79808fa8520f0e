import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rate } from './rate.ts';

it.each([
  [1267, 1352, '93.7'],
  [5910, 6234, '94.8'],
  [7942, 8247, '96.3'],
  [7779, 8682, '89.6'],
  [1, 2000, '0.1'],
  [1, 2001, '0.0'],
  [0, 7, '0.0'],
  [7, 7, '100.0'],
])('%i of %i is %s%%', (part, whole, expected) => {
  expect(rate(part, whole)).toBe(expected);
});

it('has no rate of nothing', () => {
  expect(rate(0, 0)).toBeNull();
});

it('is never off by more than half of its last digit', () => {
  fc.assert(
    fc.property(fc.nat(20_000_000), fc.integer({ min: 1, max: 20_000_000 }), (part, whole) => {
      const tenths = Math.round(Number(rate(part, whole)) * 10);
      expect(Math.abs(2 * (tenths * whole - 1000 * part))).toBeLessThanOrEqual(whole);
    }),
  );
});
