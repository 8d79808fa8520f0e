/** What is counted of one account, or of one address. */
export interface Attempts {
  readonly failures: number;
  readonly failedAt: Temporal.Instant;
}

export interface LockRule {
  /** So many failures cost nothing; each after them doubles the wait. */
  readonly free: number;
  readonly longestMinutes: number;
  /** After so long without a failure the count begins anew; undefined: only a success or a release ends it. */
  readonly forgottenAfterHours?: number;
}

/** NIST SP 800-63B allows at most 100 wrong tries in a row: with these waits they take three months. */
export const ACCOUNT_RULE: LockRule = { free: 5, longestMinutes: 24 * 60 };
/** Many people share the address of an office, so that it takes more to close it, and it opens by itself. */
export const ADDRESS_RULE: LockRule = { free: 30, longestMinutes: 60, forgottenAfterHours: 24 };

const DOUBLINGS = 12;

/** The count with one more failure, and until when nothing is tried because of it. */
export function failAgain(
  rule: LockRule,
  before: Attempts | undefined,
  now: Temporal.Instant,
): { readonly failures: number; readonly lockedUntil: Temporal.Instant | undefined } {
  const { forgottenAfterHours } = rule;
  const isForgotten =
    before === undefined ||
    (forgottenAfterHours !== undefined &&
      Temporal.Instant.compare(before.failedAt.add({ hours: forgottenAfterHours }), now) < 0);
  const failures = (isForgotten ? 0 : before.failures) + 1;
  if (failures < rule.free) return { failures, lockedUntil: undefined };
  const minutes = Math.min(2 ** Math.min(failures - rule.free, DOUBLINGS), rule.longestMinutes);
  return { failures, lockedUntil: now.add({ minutes }) };
}
