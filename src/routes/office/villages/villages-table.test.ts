import { expect, test } from 'vitest';
import { rateOf } from './villages-table.ts';

test.each([
  [0, 40, '0.0'],
  [15, 40, '37.5'],
  [1, 3, '33.3'],
  [2, 3, '66.7'],
  [1, 800, '0.1'],
  [40, 40, '100.0'],
  [0, 0, null],
])('%i of %i households is %s percent', (visited, householdCount, rate) => {
  expect(rateOf({ visited, householdCount })).toBe(rate);
});
