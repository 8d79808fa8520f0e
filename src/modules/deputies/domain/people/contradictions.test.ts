import { expect, test } from 'vitest';
import type { Level } from '../../contract.ts';
import { contradictions } from './contradictions.ts';

const post = (
  id: string,
  [fromDay, untilDay]: readonly [string, string | null],
  at: { level?: Level; region?: string } = {},
) => ({
  ...{ id, fromDay, untilDay, level: at.level ?? ('township' as const), region: at.region ?? 'a' },
});

test('one person cannot hold two posts of a level in a town at once', () => {
  const own = [post('1', ['2017-01-01', '2020-01-01'])];
  expect(contradictions(own, [post('2', ['2019-12-31', null])]).map(([a, b]) => [a.id, b.id])).toEqual([['1', '2']]);
  expect(contradictions(own, [post('2', ['2020-01-01', null])])).toEqual([]);
  expect(contradictions(own, [post('2', ['2017-01-01', null], { level: 'county' })])).toEqual([]);
  expect(contradictions(own, [post('2', ['2017-01-01', null], { region: 'b' })])).toEqual([]);
  expect(contradictions([], own)).toEqual([]);
});
