import { symmetricDecrypt } from 'better-auth/crypto';
import { toInstantText } from '#platform/database/database.ts';
import { accountErrors } from './domain/account-errors.ts';
import { readRecoveryCode } from './domain/codes.ts';
import { requiresSecondFactor } from './domain/roles.ts';
import { type Gate, type GivenCookie, type Visit, cookiesOf, recordEvent, withoutSession } from './gate.ts';
import { requireGoodPassword } from './secrets.ts';
import { type SignInAnswer, countTry, orRefused, tryWasGood } from './sign-in.ts';
import type { SignedIn } from './signed-in.ts';
import { findAccount } from './store/accounts.ts';
import { findSecondFactor, useUpStep } from './store/second-factors.ts';
import { deleteSessions, findPending, strengthenSession } from './store/sessions.ts';
import { stepOf } from './totp.ts';
import { SITE_WORDS } from './use-cases/redeem-invitation.ts';

const PENDING_COOKIE = /(?:^|;\s*)(?:__Host-)?jiannuo\.two_factor=([^;]+)/;

/** Whose second factor a sign-in waits for. */
async function findWaiting({ stage }: Gate, { headers }: Visit): Promise<string | undefined> {
  const cookie = PENDING_COOKIE.exec(headers.get('cookie') ?? '')?.[1];
  if (cookie === undefined) return undefined;
  // The library checks the signature behind the dot; by the name alone one only learns whose tries are counted.
  const [identifier = ''] = decodeURIComponent(cookie).split('.');
  return findPending(stage.database, identifier, toInstantText(stage.recordedNow()));
}

/**
 * What an authenticator shares with us. A store that was restored without its secret cannot read it any more.
 * @throws Problem `conflict` that says what to do then
 */
export async function openSecret({ secret: key }: Pick<Gate, 'secret'>, kept: string): Promise<string> {
  return symmetricDecrypt({ key, data: kept }).catch(() => {
    throw accountErrors.otherSecret();
  });
}

/** Whether a code is right and was never used: each is good for one time, as RFC 6238 asks (section 5.2). */
export async function useUpCode(gate: Gate, accountId: string, code: string): Promise<boolean> {
  const { database, recordedNow } = gate.stage;
  const factor = await findSecondFactor(database, accountId);
  if (factor === undefined) return false;
  const secret = await openSecret(gate, factor.secret);
  const step = stepOf(secret, code, recordedNow());
  if (step === undefined) return false;
  const account = await findAccount(database, accountId);
  // Everybody sees the code of a demonstration's account, and several may use it within half a minute.
  return (await useUpStep(database, accountId, step)) || account?.isDemonstration === true;
}

/** The second half of a sign-in: the code of an authenticator, or one of the recovery codes. */
export async function signInWithCode(gate: Gate, given: Visit, typed: string): Promise<SignInAnswer> {
  const visit = withoutSession(given);
  const accountId = (await findWaiting(gate, visit)) ?? null;
  if (accountId === null) return { kind: 'refused' };
  const kept = await findSecondFactor(gate.stage.database, accountId);
  // Before the try is counted: neither code nor recovery code can be right where nothing can be read.
  if (kept !== undefined) await openSecret(gate, kept.secret);
  const subject = `code:${accountId}`;
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  const isTotp = /^\d{6}$/.test(code);
  const method = isTotp ? 'totp' : 'recovery';
  const locked = await countTry(gate, visit, subject);
  if (locked !== undefined) {
    await recordEvent(gate, visit, { event: 'locked', accountId, method });
    return locked;
  }
  const { api } = gate.authFor(visit);
  const body = { code: isTotp ? code : readRecoveryCode(code) };
  const call = { body, headers: visit.headers, returnHeaders: true } as const;
  const answer =
    isTotp && !(await useUpCode(gate, accountId, code))
      ? undefined
      : await orRefused(() => (isTotp ? api.verifyTOTP(call) : api.verifyBackupCode(call)));
  if (answer === undefined) {
    await recordEvent(gate, visit, { event: 'code-refused', accountId, method });
    return { kind: 'refused' };
  }
  await tryWasGood(gate, visit, subject);
  await recordEvent(gate, visit, { event: 'signed-in', accountId, method });
  return { kind: 'signed-in', cookies: cookiesOf(answer.headers) };
}

export interface Enrolment {
  /** For the authenticator: as a picture, and to be typed. */
  readonly address: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Counts tries of a password by somebody who is signed in already, as at the door. */
export async function withPassword<Result>(
  gate: Gate,
  by: { readonly visit: Visit; readonly signedIn: SignedIn },
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const { visit } = by;
  const { accountId } = by.signedIn;
  const subject = `account:${accountId}`;
  if ((await countTry(gate, visit, subject)) !== undefined) return undefined;
  const answer = await orRefused(work);
  if (answer !== undefined) await tryWasGood(gate, visit, subject);
  return answer;
}

/** What an authenticator scans. */
export function addressFor(name: string, secret: string): string {
  const label = encodeURIComponent(`践诺:${name}`);
  const query = new URLSearchParams({ secret, issuer: '践诺' }).toString().replace(/\+/g, '%20');
  return `otpauth://totp/${label}?${query}`;
}

/** Begins a second factor, with the password once more. Undefined when that is wrong, or there is one already. */
export async function beginEnrolment(
  gate: Gate,
  visit: Visit,
  of: { readonly signedIn: SignedIn; readonly password: string },
): Promise<Enrolment | undefined> {
  const { api } = gate.authFor(visit);
  const body = { password: of.password };
  const answer = await withPassword(gate, { visit, signedIn: of.signedIn }, () =>
    api.enableTwoFactor({ body, headers: visit.headers }),
  );
  if (answer === undefined || !('totpURI' in answer)) return undefined;
  const secret = new URL(answer.totpURI).searchParams.get('secret') ?? '';
  return { address: addressFor(of.signedIn.name, secret), secret, recoveryCodes: answer.backupCodes };
}

/** Finishes it with a first code, or proves it in a session that began without. Undefined when the code is wrong. */
export async function proveSecondFactor(
  gate: Gate,
  visit: Visit,
  of: { readonly signedIn: SignedIn; readonly code: string },
): Promise<GivenCookie[] | undefined> {
  const { accountId, sessionId, hasSecondFactor } = of.signedIn;
  const subject = `code:${accountId}`;
  if ((await countTry(gate, visit, subject)) !== undefined) return undefined;
  const code = of.code.normalize('NFKC').replace(/\s/g, '');
  const { api } = gate.authFor(visit);
  const answer = (await useUpCode(gate, accountId, code))
    ? await orRefused(() => api.verifyTOTP({ body: { code }, headers: visit.headers, returnHeaders: true }))
    : undefined;
  if (answer === undefined) {
    await recordEvent(gate, visit, { event: 'code-refused', accountId, method: 'totp' });
    return undefined;
  }
  await tryWasGood(gate, visit, subject);
  if (hasSecondFactor) await strengthenSession(gate.stage.database, sessionId, 'totp');
  else await recordEvent(gate, visit, { event: 'second-factor-set', accountId });
  return cookiesOf(answer.headers);
}

/** Takes the second factor away, where no role asks for it. Undefined when the password is wrong. */
export async function removeSecondFactor(
  gate: Gate,
  visit: Visit,
  of: { readonly signedIn: SignedIn; readonly password: string },
): Promise<GivenCookie[] | undefined> {
  if (requiresSecondFactor(of.signedIn.grants.map(({ role }) => role))) throw accountErrors.outside();
  const call = { body: { password: of.password }, headers: visit.headers, returnHeaders: true } as const;
  const { api } = gate.authFor(visit);
  const answer = await withPassword(gate, { visit, signedIn: of.signedIn }, () => api.disableTwoFactor(call));
  if (answer === undefined) return undefined;
  await recordEvent(gate, visit, { event: 'second-factor-removed', accountId: of.signedIn.accountId });
  return cookiesOf(answer.headers);
}

/** Ten new recovery codes for those before. Undefined when the password is wrong. */
export async function renewRecoveryCodes(
  gate: Gate,
  visit: Visit,
  of: { readonly signedIn: SignedIn; readonly password: string },
): Promise<readonly string[] | undefined> {
  const { api } = gate.authFor(visit);
  const call = { body: { password: of.password }, headers: visit.headers };
  const answer = await withPassword(gate, { visit, signedIn: of.signedIn }, () => api.generateBackupCodes(call));
  if (answer === undefined) return undefined;
  await recordEvent(gate, visit, { event: 'recovery-renewed', accountId: of.signedIn.accountId });
  return answer.backupCodes;
}

/**
 * Changes somebody's own password and ends all their other sessions. @returns false when the present one is wrong
 * @throws Problem `invalid` when the new one is not good enough
 */
export async function changePassword(
  gate: Gate,
  visit: Visit,
  of: { readonly signedIn: SignedIn; readonly present: string; readonly next: string },
): Promise<boolean> {
  const { accountId, sessionId, grants, name } = of.signedIn;
  const account = await findAccount(gate.stage.database, accountId);
  const words = [...SITE_WORDS, name, account?.userName ?? '', account?.phone ?? ''];
  requireGoodPassword(of.next, { hasSecondFactor: requiresSecondFactor(grants.map(({ role }) => role)), words });
  const body = { currentPassword: of.present, newPassword: of.next };
  const { api } = gate.authFor(visit);
  const call = { body, headers: visit.headers };
  const answer = await withPassword(gate, { visit, signedIn: of.signedIn }, () => api.changePassword(call));
  if (answer === undefined) return false;
  await deleteSessions(gate.stage.database, accountId, { butId: sessionId });
  await recordEvent(gate, visit, { event: 'password-changed', accountId });
  return true;
}
