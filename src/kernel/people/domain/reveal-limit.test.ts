import { expect, test } from 'vitest';
import { REVEALS_AN_HOUR, REVEALS_A_DAY, REVEALS_OF_ONE_A_DAY, mayReveal } from './reveal-limit.ts';

test.each([
  [0, 0, 0, true],
  [REVEALS_AN_HOUR - 1, REVEALS_AN_HOUR - 1, 0, true],
  [REVEALS_AN_HOUR, REVEALS_AN_HOUR, 0, false],
  [0, REVEALS_A_DAY - 1, 0, true],
  [0, REVEALS_A_DAY, 0, false],
  [0, 0, REVEALS_OF_ONE_A_DAY - 1, true],
  [0, 0, REVEALS_OF_ONE_A_DAY, false],
])('after %i within the hour, %i within the day and %i of the person one more: %s', (...given) => {
  const [inHour, inDay, ofPerson, may] = given;
  expect(mayReveal({ inHour, inDay, ofPerson })).toBe(may);
});
