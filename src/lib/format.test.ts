import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayBefore, daysBetween, formatOf, isoDay, percentOf } from './format.ts';

describe('percentOf', () => {
  it('rounds half up to one decimal', () => {
    expect(percentOf(7779, 8682)).toBe('89.6');
    expect(percentOf(1, 16)).toBe('6.3');
    expect(percentOf(1, 2000)).toBe('0.1');
    expect(percentOf(0, 5)).toBe('0.0');
    expect(percentOf(5, 5)).toBe('100.0');
    expect(percentOf(0, 0)).toBeNull();
  });

  it('agrees with exact integers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (whole, share) => {
          const part = Math.floor(whole * share);
          const tenths = (BigInt(part) * 2000n + BigInt(whole)) / (2n * BigInt(whole));
          expect(percentOf(part, whole)).toBe(`${tenths / 10n}.${tenths % 10n}`);
        },
      ),
    );
  });
});

describe('days', () => {
  it('reads an instant as its day in Shanghai', () => {
    expect(isoDay('2019-12-31T16:00:00.000000Z')).toBe('2020-01-01');
    expect(isoDay('2019-12-31T15:59:59.999999Z')).toBe('2019-12-31');
    expect(isoDay('2020-06-30')).toBe('2020-06-30');
  });

  it('writes a day for the reader', () => {
    expect(formatOf('zh').day('2020-10-08')).toBe('2020\u00a0年 10\u00a0月\u00a08\u00a0日');
    expect(formatOf('en').day('2020-10-08')).toBe('8 October 2020');
  });

  it('counts days over months', () => {
    expect(daysBetween('2020-06-18', '2020-06-30')).toBe(12);
    expect(daysBetween('2020-03-01', '2020-02-28')).toBe(-2);
    expect(dayBefore('2020-03-01')).toBe('2020-02-29');
  });
});

it('sets thousands apart, and leaves alone what is no number', () => {
  expect(formatOf('zh').quantity('1316.5')).toBe('1,316.5');
  expect(formatOf('en').quantity('about 5')).toBe('about 5');
});

it('picks the plural of the language', () => {
  expect(formatOf('en').plural(1, { one: 'deputy', other: 'deputies' })).toBe('deputy');
  expect(formatOf('zh').plural(1, { other: '名' })).toBe('名');
});
