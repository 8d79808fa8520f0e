import { expect, test } from 'vitest';
import { REVEALS_AN_HOUR, REVEALS_A_DAY, mayReveal } from './reveal-limit.ts';

test.each([
  [0, 0, true],
  [REVEALS_AN_HOUR - 1, REVEALS_AN_HOUR - 1, true],
  [REVEALS_AN_HOUR, REVEALS_AN_HOUR, false],
  [0, REVEALS_A_DAY - 1, true],
  [0, REVEALS_A_DAY, false],
])('after %i within the hour and %i within the day one more: %s', (inHour, inDay, may) => {
  expect(mayReveal({ inHour, inDay })).toBe(may);
});
