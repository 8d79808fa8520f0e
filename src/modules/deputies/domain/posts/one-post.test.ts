import { describe, expect, test } from 'vitest';
import { type DecidedPost, canBeOnePost, wouldLoseDecision } from './one-post.ts';

const post = (given: Partial<DecidedPost>): DecidedPost => ({
  ...{ id: 'm1', region: '500199101000', level: 'county', fromDay: '2017-01-01', untilDay: null },
  ...{ endedDay: null, suspendedFrom: null, suspendedUntil: null, earlierSuspensions: [], isLeading: null },
  ...given,
});

describe('two posts of one person are one', () => {
  test.each([
    ['at one time', {}, {}, true],
    ['one right after the other', { untilDay: '2019-01-01' }, { fromDay: '2019-01-01' }, true],
    ['one right before the other', { fromDay: '2019-01-01' }, { untilDay: '2019-01-01' }, true],
    ['with a gap between them', { untilDay: '2019-01-01' }, { fromDay: '2019-01-02' }, false],
    ['of two levels', {}, { level: 'township' }, false],
    ['in two towns', {}, { region: '500199102000' }, false],
    [
      'the second begins where the office has ended the first',
      { untilDay: '2019-01-01', endedDay: '2019-01-01' },
      { fromDay: '2019-01-01' },
      false,
    ],
  ] as const)('%s: %#', (_, one, other, expected) => {
    expect(canBeOnePost(post(one), post(other))).toBe(expected);
    expect(canBeOnePost(post(other), post(one))).toBe(expected);
  });

  test.each([
    [{}, { endedDay: '2020-01-01' }, false],
    [{ endedDay: '2020-01-01' }, {}, true],
    [{ endedDay: '2020-01-01' }, { endedDay: '2020-01-01' }, false],
    [{ suspendedFrom: '2020-01-01' }, {}, true],
    [{ earlierSuspensions: [{ fromDay: '2019-01-01', untilDay: '2019-02-01' }] }, {}, true],
    [{ isLeading: false }, {}, true],
    [{ isLeading: false }, { isLeading: false }, false],
  ])('and what the office has decided of the one that goes is not lost (%#)', (gone, kept, expected) => {
    expect(wouldLoseDecision(post(gone), post(kept))).toBe(expected);
  });
});
