import { describe, expect, test } from 'vitest';
import { type DecidedPost, canBeOnePost, wouldLoseDecision } from './one-post.ts';

const post = (given: Partial<DecidedPost>): DecidedPost => ({
  ...{ id: 'm1', region: '500199101000', level: 'county', fromDay: '2017-01-01', untilDay: null },
  ...{ endedDay: null, suspendedFrom: null, suspendedUntil: null, earlierSuspensions: [], isLeading: null },
  ...given,
});

describe('two posts of one person are one', () => {
  test.each([
    { when: 'at one time', one: {}, other: {}, is: true },
    { when: 'one right after the other', one: { untilDay: '2019-01-01' }, other: { fromDay: '2019-01-01' }, is: true },
    { when: 'with a gap between them', one: { untilDay: '2019-01-01' }, other: { fromDay: '2019-01-02' }, is: false },
    { when: 'of two levels', one: {}, other: { level: 'township' }, is: false },
    { when: 'in two towns', one: {}, other: { region: '500199102000' }, is: false },
    {
      when: 'the second from where the office has ended the first',
      ...{ one: { untilDay: '2019-01-01', endedDay: '2019-01-01' }, other: { fromDay: '2019-01-01' }, is: false },
    },
  ] as const)('$when: $is', ({ one, other, is }) => {
    expect(canBeOnePost(post(one), post(other))).toBe(is);
    expect(canBeOnePost(post(other), post(one))).toBe(is);
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
