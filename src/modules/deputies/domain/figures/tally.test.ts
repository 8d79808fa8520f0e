import { expect, it } from 'vitest';
import { COUNTRY, RegionCode } from '#kernel/contract.ts';
import type { PersonYear } from './person-year.ts';
import { Tally } from './tally.ts';

const SHIQIAO = RegionCode.parse('500199101000');

const before: PersonYear = {
  year: 2020,
  posts: [],
  commitments: [
    {
      ...{ membershipId: 'm', region: SHIQIAO, level: 'county', groupName: null, field: '产业带动', kind: 'common' },
      ...{ measure: '就业', unit: '人', quantity: '17' },
      changes: [
        { state: 'published', at: '2019-12-31T16:00:00.000000Z' },
        { state: 'fulfilled', at: '2020-06-30T16:00:00.000000Z' },
      ],
    },
  ],
};

const after: PersonYear = {
  ...before,
  commitments: before.commitments.map((one) => ({
    ...one,
    changes: one.changes.map((change) =>
      change.state === 'fulfilled' ? { ...change, at: '2020-07-31T16:00:00.000000Z' } : change,
    ),
  })),
};

it('finds no change where nothing changed', () => {
  const tally = new Tally();
  tally.remove(before);
  tally.add(before);
  expect(tally.cellChanges()).toEqual([]);
  expect(tally.outcomeChanges()).toEqual([]);
});

it('moves what a correction moved, and nothing else', () => {
  const tally = new Tally();
  tally.remove(before);
  tally.add(after);
  const total = tally.cellChanges().find(({ region, dimension }) => region === COUNTRY && dimension === 'total');
  expect(total).toMatchObject({
    ...{ days: ['2020-07-01', '2020-08-01'], commitments: [0, 0], reported: [-1, 1], verified: [-1, 1] },
  });
  const moved = tally.outcomeChanges().filter(({ region }) => region === SHIQIAO);
  expect(moved.map(({ day, quantity, times }) => [day, quantity, times])).toEqual([
    ['2020-07-01', '17', -1],
    ['2020-08-01', '17', 1],
  ]);
});
