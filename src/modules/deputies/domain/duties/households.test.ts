import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HouseholdRange, householdText } from '../../contract.ts';
import { countHouseholds, joinRanges, missingHouseholds, readHouseholds } from './households.ts';

const MOST = 60;
const range = fc
  .tuple(fc.integer({ min: 1, max: MOST }), fc.integer({ min: 1, max: MOST }))
  .map(([one, other]): HouseholdRange => (one < other ? [one, other] : [other, one]));
const ranges = fc.array(range, { maxLength: 12 });

/** The oracle: every number by itself. */
const eachOf = (all: readonly HouseholdRange[]) =>
  new Set(all.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));

describe('numbers of households', () => {
  test.each([
    [
      '1-12, 15',
      [
        [1, 12],
        [15, 15],
      ],
    ],
    [
      '１至１２、15号',
      [
        [1, 12],
        [15, 15],
      ],
    ],
    [
      '3 — 5；4~9 11户',
      [
        [3, 9],
        [11, 11],
      ],
    ],
    ['2 1 3', [[1, 3]]],
    ['  ', []],
  ])('%s is read as people mean it', (text, expected) => {
    expect(readHouseholds(text, 20)).toEqual(expected);
  });

  test.each(['张三家', '0', '5-3', '1-2-3', '-4', '1.5', '999999'])('%s is refused with what is wrong', (text) => {
    expect(() => readHouseholds(text, 99_999)).toThrow(expect.objectContaining({ code: 'duty.households-unreadable' }));
  });

  test('a number beyond the village is refused with how many it has', () => {
    expect(() => readHouseholds('18-21', 20)).toThrow(
      expect.objectContaining({ code: 'duty.household-beyond', facts: { number: 21, householdCount: 20 } }),
    );
  });

  test('each household counts once, however it was written', () => {
    fc.assert(
      fc.property(ranges, (all) => {
        expect(countHouseholds(all)).toBe(eachOf(all).size);
        expect(eachOf(joinRanges(all))).toEqual(eachOf(all));
        expect(readHouseholds(householdText(all), MOST)).toEqual(joinRanges(all));
      }),
    );
  });

  test('visited and missing make the village', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 0, max: MOST }), (all, count) => {
        const [visited, missing] = [eachOf(all), eachOf(missingHouseholds(all, count))];
        for (let number = 1; number <= count; number += 1) expect(missing.has(number)).toBe(!visited.has(number));
        expect([...missing].every((number) => number <= count)).toBe(true);
      }),
    );
  });
});
