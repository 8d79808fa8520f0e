import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEWEST_RANKED, rankByRate } from './ranking.ts';

const row = fc
  .record({ persons: fc.integer({ min: 0, max: 25 }), commitments: fc.nat(60), part: fc.nat(100), key: fc.uuid() })
  .map(({ part, ...one }) => ({ ...one, verified: Math.floor((one.commitments * part) / 100) }));
const rows = fc.uniqueArray(row, { selector: ({ key }) => key });

test('nobody is lost, and nobody is ranked among too few', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const ranked = rankByRate(all);
      const keys = [...ranked.rows, ...ranked.small].map(({ key }) => key).toSorted();
      expect(keys).toEqual(all.map(({ key }) => key).toSorted());
      for (const { persons } of ranked.rows) expect(persons).toBeGreaterThanOrEqual(FEWEST_RANKED);
      for (const { persons, commitments } of ranked.small)
        expect(persons < FEWEST_RANKED || commitments === 0).toBe(true);
    }),
  );
});

test('a row never stands before one of a higher rate, and equal ones stand as they came', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const ranked = rankByRate(all);
      const placeOf = (one: (typeof all)[number]) => all.indexOf(one);
      for (const [at, one] of ranked.rows.slice(0, -1).entries()) {
        const next = ranked.rows[at + 1] ?? one;
        const difference = one.verified * next.commitments - next.verified * one.commitments;
        expect(difference).toBeGreaterThanOrEqual(0);
        if (difference === 0) expect(placeOf(one)).toBeLessThan(placeOf(next));
      }
      expect(ranked.small).toEqual(all.filter((one) => ranked.small.includes(one)));
    }),
  );
});

test('a group of nine stays out, one of ten comes in', () => {
  const of = (persons: number) => ({ persons, commitments: 10, verified: 10 });
  expect(rankByRate([of(9), of(10)])).toEqual({ rows: [of(10)], small: [of(9)] });
});
