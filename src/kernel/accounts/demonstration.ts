import { stepAt, totpAt } from './totp.ts';

/** What everybody is told on the sign-in page of a demonstration. Its accounts exist nowhere else. */
export const DEMONSTRATION = {
  password: 'paper-ink-and-a-seal',
  totpSecret: 'demonstration-of-jiannuo-20-byte',
} as const;

/** The code that the authenticator of every demonstration account shows now. */
export function demonstrationCode(now: Temporal.Instant): string {
  return totpAt(DEMONSTRATION.totpSecret, stepAt(now));
}
