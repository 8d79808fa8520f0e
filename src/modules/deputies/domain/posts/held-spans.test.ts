import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HeldPost, heldSpans, isHeldOn, overlaps } from './held-spans.ts';

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2020-03-${String(number).padStart(2, '0')}`);
const DAYS = Array.from({ length: 31 }, (_, index) => `2020-03-${String(index + 1).padStart(2, '0')}`);
const post: fc.Arbitrary<HeldPost> = fc
  .record({ days: fc.uniqueArray(day, { minLength: 4, maxLength: 4 }), ends: fc.boolean(), pauses: fc.boolean() })
  .chain(({ days, ends, pauses }) =>
    fc
      .record({ endless: fc.boolean(), order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }) })
      .map(({ endless, order }) => {
        const [a = '', b = '', c = '', d = ''] = order.map((at) => days[at] ?? '');
        const [fromDay, untilDay] = a < b ? [a, b] : [b, a];
        const [suspendedFrom, suspendedUntil] = c < d ? [c, d] : [d, c];
        return {
          ...{ fromDay, untilDay: ends ? untilDay : null, suspendedFrom: pauses ? suspendedFrom : null },
          suspendedUntil: pauses && !endless ? suspendedUntil : null,
        };
      }),
  );

const pauses = fc
  .uniqueArray(day, { maxLength: 4 })
  .map((days) => days.toSorted())
  .map((days) =>
    Array.from({ length: Math.floor(days.length / 2) }, (_, at) => ({
      fromDay: days[2 * at] ?? '',
      untilDay: days[2 * at + 1] ?? '',
    })),
  );

describe('the days on which a post is held', () => {
  test('are without those of earlier suspensions, too', () => {
    fc.assert(
      fc.property(post, pauses, fc.constantFrom(...DAYS), (held, earlierSuspensions, on) => {
        const isOut = earlierSuspensions.some(({ fromDay, untilDay }) => fromDay <= on && on < untilDay);
        expect(isHeldOn({ ...held, earlierSuspensions }, on)).toBe(isHeldOn(held, on) && !isOut);
      }),
    );
  });

  test('are those from its first to its last without those of the suspension', () => {
    fc.assert(
      fc.property(post, fc.constantFrom(...DAYS), (held, on) => {
        const isIn = held.fromDay <= on && (held.untilDay === null || on < held.untilDay);
        const isOut =
          held.suspendedFrom !== null &&
          held.suspendedFrom <= on &&
          (held.suspendedUntil === null || on < held.suspendedUntil);
        expect(isHeldOn(held, on)).toBe(isIn && !isOut);
      }),
    );
  });

  test('are whole without a suspension, and none when it is suspended from the first day on', () => {
    const whole = { fromDay: '2020-03-01', untilDay: null, suspendedFrom: null, suspendedUntil: null };
    expect(heldSpans(whole)).toEqual([{ fromDay: '2020-03-01', untilDay: null }]);
    expect(heldSpans({ ...whole, suspendedFrom: '2020-03-01' })).toEqual([]);
  });
});

test('two spans overlap when there is a day that both hold', () => {
  fc.assert(
    fc.property(post, post, (one, other) => {
      const holds = (span: HeldPost, on: string) =>
        span.fromDay <= on && (span.untilDay === null || on < span.untilDay);
      expect(overlaps(one, other)).toBe(DAYS.some((on) => holds(one, on) && holds(other, on)));
    }),
  );
});
