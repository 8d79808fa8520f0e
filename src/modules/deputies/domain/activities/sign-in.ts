import { SIGN_IN_ALPHABET, SIGN_IN_LENGTH, type ActivityState } from '../../contract.ts';
import { signInErrors } from './activity-errors.ts';

/** How long a code stands on the screen. */
export const STEP_SECONDS = 30;
/**
 * How many codes before the one on the screen are still taken: so long it takes to scan, to open the page and to press the
 * button. A photo of the screen is worth nothing after that.
 */
const EARLIER_STEPS = 3;
/** Signing in opens an hour before the beginning and closes an hour after the end. */
export const OPENS_MINUTES = 60;
export const CLOSES_MINUTES = 60;

/** The number of the step in which an instant lies, by the server's clock alone: a phone's clock is never asked. */
export function stepAt(instant: string): number {
  return Math.floor(Temporal.Instant.from(instant).epochMilliseconds / (STEP_SECONDS * 1000));
}

/** The steps whose codes are taken at an instant, the one on the screen first. */
export function stepsTakenAt(instant: string): number[] {
  const now = stepAt(instant);
  return Array.from({ length: EARLIER_STEPS + 1 }, (_, back) => now - back);
}

/** A digest as a code that can be read out and typed. */
export function codeOf(digest: Uint8Array): string {
  return Array.from(digest.slice(0, SIGN_IN_LENGTH), (byte) => SIGN_IN_ALPHABET[byte % SIGN_IN_ALPHABET.length]).join(
    '',
  );
}

export function opensAt(startsAt: string): Temporal.Instant {
  return Temporal.Instant.from(startsAt).subtract({ minutes: OPENS_MINUTES });
}

export function closesAt(endsAt: string): Temporal.Instant {
  return Temporal.Instant.from(endsAt).add({ minutes: CLOSES_MINUTES });
}

interface Asked {
  readonly activity: { readonly state: ActivityState; readonly startsAt: string; readonly endsAt: string };
  readonly isInvited: boolean;
  readonly isSignedIn: boolean;
  readonly code: string;
  /** Those that are taken now. */
  readonly codes: readonly string[];
  readonly now: string;
  /** As a reader would say it. */
  readonly opens: string;
}

/**
 * Whether somebody may sign in now: on the list, within the time, with a code that stood on the screen just now.
 * @returns `already` for whoever has done so
 * @throws Problem, one for each way in which it is refused
 */
export function decideSignIn({
  activity,
  isInvited,
  isSignedIn,
  code,
  codes,
  now,
  opens,
}: Asked): 'signed-in' | 'already' {
  if (activity.state === 'cancelled') throw signInErrors.cancelled();
  if (!isInvited) throw signInErrors.notInvited();
  if (isSignedIn) return 'already';
  if (activity.state === 'held') throw signInErrors.closed();
  const at = Temporal.Instant.from(now);
  if (Temporal.Instant.compare(at, opensAt(activity.startsAt)) < 0) throw signInErrors.tooEarly(opens);
  if (Temporal.Instant.compare(at, closesAt(activity.endsAt)) > 0) throw signInErrors.tooLate();
  if (!codes.includes(code)) throw signInErrors.oldCode();
  return 'signed-in';
}
