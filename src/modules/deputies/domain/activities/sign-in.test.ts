import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '#kernel/contract.ts';
import { SIGN_IN_LENGTH } from '../../contract.ts';
import { codeOf, decideSignIn, stepAt, stepsTakenAt } from './sign-in.ts';

const ACTIVITY = {
  state: 'planned' as const,
  startsAt: '2020-10-28T01:00:00.000000Z',
  endsAt: '2020-10-28T03:00:00.000000Z',
};
const ASKED = {
  activity: ACTIVITY,
  ...{ isInvited: true, isSignedIn: false, code: 'AAAAAAAA', codes: ['AAAAAAAA'] },
  ...{ now: '2020-10-28T01:00:00.000000Z', opens: '10月28日 08:00' },
};

function answerTo(more: Partial<typeof ASKED> | { activity: object }): string {
  try {
    return decideSignIn({ ...ASKED, ...more } as typeof ASKED);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.says.zh).not.toBe('');
    return error.code;
  }
}

describe('signing in at an activity', () => {
  test('is answered by name, whatever stands in the way', () => {
    expect(answerTo({})).toBe('signed-in');
    expect(answerTo({ isSignedIn: true, code: 'old' })).toBe('already');
    expect(answerTo({ isInvited: false })).toBe('sign-in.not-invited');
    expect(answerTo({ code: 'BBBBBBBB' })).toBe('sign-in.old-code');
    expect(answerTo({ activity: { ...ACTIVITY, state: 'cancelled' } })).toBe('sign-in.cancelled');
    expect(answerTo({ activity: { ...ACTIVITY, state: 'held' } })).toBe('sign-in.closed');
  });

  test('is possible from an hour before the beginning until an hour after the end', () => {
    const at = (now: string) => answerTo({ now: `2020-10-28T${now}Z` });
    expect(at('00:00:00')).toBe('signed-in');
    expect(answerTo({ now: '2020-10-27T23:59:59Z' })).toBe('sign-in.too-early');
    expect(at('04:00:00')).toBe('signed-in');
    expect(at('04:00:01')).toBe('sign-in.too-late');
  });

  test('takes a code for two minutes at the most, and for a minute and a half at the least', () => {
    const second = fc.integer({ min: 0, max: 10_000_000 });
    const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
    fc.assert(
      fc.property(second, fc.integer({ min: 0, max: 600 }), (shown, later) => {
        const isTaken = stepsTakenAt(at(shown + later)).includes(stepAt(at(shown)));
        if (later <= 90) expect(isTaken).toBe(true);
        if (later >= 120) expect(isTaken).toBe(false);
      }),
    );
  });

  test('has codes without characters that look alike', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
        expect(codeOf(digest)).toMatch(new RegExp(`^[2-9A-HJ-NP-Z]{${SIGN_IN_LENGTH}}$`));
      }),
    );
  });
});
