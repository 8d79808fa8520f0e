import { createHash } from 'node:crypto';
import { networkOf } from '#platform/http/network-of.ts';
import { toInstantText } from '#platform/database/database.ts';
import { Problem } from '../values/problem.ts';
import { dayOf } from '../values/time.ts';
import { AUTH_PATH, PROVIDER } from './auth.ts';
import { accountErrors } from './domain/account-errors.ts';
import { readIdentifier } from './domain/identifier.ts';
import { ACCOUNT_RULE, ADDRESS_RULE } from './domain/lockout.ts';
import { requiresSecondFactor, sessionEnd, sessionLimits } from './domain/roles.ts';
import {
  type Gate,
  type GivenCookie,
  type Visit,
  carriesSession,
  cookiesOf,
  recordEvent,
  withoutSession,
} from './gate.ts';
import type { SignedIn } from './signed-in.ts';
import { addressOf, findAccount, findAccountBy } from './store/accounts.ts';
import { countAttempt, forgetAttempts, takeBackAttempt } from './store/attempts.ts';
import { findGrants } from './store/grants.ts';
import { deleteSessions, prolongSession } from './store/sessions.ts';

export type SignInAnswer =
  | { readonly kind: 'signed-in' | 'second-factor'; readonly cookies: readonly GivenCookie[] }
  /** Nobody by that name, a wrong password, an account that is closed: all the same. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'locked'; readonly until: string };

const NOBODY = 'nobody@account.invalid';
const LONGEST_PASSWORD = 512;

/** What is refused by the library is an answer; whatever else it throws is a defect. */
export async function orRefused<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    // By its name: the pages are a bundle with a copy of the class of its own.
    if (error instanceof Error && error.name === 'APIError') return undefined;
    throw error;
  }
}

/** Counts a try of an account and of an address. @returns until when nothing is tried, if so */
export async function countTry(
  { stage }: Gate,
  visit: Visit,
  subject: string,
): Promise<{ readonly kind: 'locked'; readonly until: string } | undefined> {
  const { database } = stage;
  const now = stage.recordedNow();
  const ofAddress = await countAttempt(database, `address:${networkOf(visit.address)}`, { rule: ADDRESS_RULE, now });
  const until = ofAddress ?? (await countAttempt(database, subject, { rule: ACCOUNT_RULE, now }));
  return until && { kind: 'locked', until: toInstantText(until) };
}

export async function tryWasGood({ stage: { database } }: Gate, visit: Visit, subject: string): Promise<void> {
  await forgetAttempts(database, subject);
  await takeBackAttempt(database, `address:${networkOf(visit.address)}`);
}

/** The session that a browser brought to its next sign-in is of no use any more. */
async function endCarried(gate: Gate, given: Visit): Promise<void> {
  const before = carriesSession(given.headers) ? await findSignedIn(gate, given) : undefined;
  if (before !== undefined) await deleteSessions(gate.stage.database, before.accountId, { id: before.sessionId });
}

/** Signs in by phone or user name and password. The same work is done for names that nobody has. */
export async function signIn(
  gate: Gate,
  given: Visit,
  by: { readonly identifier: string; readonly password: string },
): Promise<SignInAnswer> {
  const visit = withoutSession(given);
  const who = readIdentifier(by.identifier);
  const account = who && (await findAccountBy(gate.stage.database, who));
  const accountId = account?.id ?? null;
  const typed = createHash('sha256').update(by.identifier.normalize('NFKC').trim().toLowerCase()).digest('hex');
  const subject = accountId === null ? `unknown:${typed}` : `account:${accountId}`;
  const locked = await countTry(gate, visit, subject);
  if (locked !== undefined) {
    await recordEvent(gate, visit, { event: 'locked', accountId, method: 'password' });
    return locked;
  }
  const email = accountId === null ? NOBODY : addressOf(accountId);
  const password = by.password.slice(0, LONGEST_PASSWORD);
  const answer = await orRefused(() =>
    gate.authFor(visit).api.signInEmail({ body: { email, password }, headers: visit.headers, returnHeaders: true }),
  );
  if (answer === undefined) {
    await recordEvent(gate, visit, { event: 'refused', accountId, method: 'password' });
    return { kind: 'refused' };
  }
  await tryWasGood(gate, visit, subject);
  await endCarried(gate, given);
  const isPending = 'twoFactorRedirect' in answer.response;
  if (!isPending) await recordEvent(gate, visit, { event: 'signed-in', accountId, method: 'password' });
  return { kind: isPending ? 'second-factor' : 'signed-in', cookies: cookiesOf(answer.headers) };
}

const PROLONG_AFTER_SECONDS = 60;

/** Who is signed in by the session that a request carries; undefined when it carries none that is open. */
export async function findSignedIn(gate: Gate, visit: Visit): Promise<SignedIn | undefined> {
  const found = await orRefused(() => gate.authFor(visit).api.getSession({ headers: visit.headers }));
  if (found == null) return undefined;
  const { database, recordedNow } = gate.stage;
  const { session, user } = found;
  const account = await findAccount(database, user.id);
  if (account === undefined || account.disabledAt !== null) return undefined;
  const now = recordedNow();
  const today = dayOf(now);
  const grants = (await findGrants(database, [account.id], today)).filter(({ fromDay }) => fromDay <= today);
  const roles = grants.map(({ role }) => role);
  const used = Temporal.Instant.fromEpochMilliseconds(session.updatedAt.getTime());
  if (Temporal.Instant.compare(used.add({ seconds: PROLONG_AFTER_SECONDS }), now) < 0) {
    const begun = Temporal.Instant.fromEpochMilliseconds(session.createdAt.getTime());
    const end = sessionEnd(sessionLimits(roles), begun, now);
    await prolongSession(database, session.id, { expiresAt: toInstantText(end), usedAt: toInstantText(now) });
  }
  const isProven = ['totp', 'recovery', 'oidc-strong'].includes(session.method);
  return {
    ...{ accountId: account.id, sessionId: session.id, personId: account.personId, name: account.name, grants },
    needsSecondFactor: requiresSecondFactor(roles) && !isProven,
    hasSecondFactor: account.hasSecondFactor,
  };
}

/** Ends the session that a request carries. @returns the cookies that take it out of the browser */
export async function signOut(gate: Gate, visit: Visit, signedIn: SignedIn | undefined): Promise<GivenCookie[]> {
  const { headers } = await gate.authFor(visit).api.signOut({ headers: visit.headers, returnHeaders: true });
  if (signedIn !== undefined) {
    await deleteSessions(gate.stage.database, signedIn.accountId, { id: signedIn.sessionId });
    await recordEvent(gate, visit, { event: 'signed-out', accountId: signedIn.accountId });
  }
  return cookiesOf(headers);
}

/** Ends sessions of somebody's own: one of them, or all but the one that asks. */
export async function endOwnSessions(
  gate: Gate,
  visit: Visit,
  of: { readonly signedIn: SignedIn; readonly which: { readonly id: string } | 'others' },
): Promise<number> {
  const { accountId, sessionId } = of.signedIn;
  const which = of.which === 'others' ? { butId: sessionId } : { id: of.which.id };
  const ended = await deleteSessions(gate.stage.database, accountId, which);
  if (ended > 0) await recordEvent(gate, visit, { event: 'sessions-ended', accountId });
  return ended;
}

/** Where to send somebody who signs in with the government's sign-on; undefined when there is none, or it is away. */
export async function beginOidc(gate: Gate, given: Visit, to: string) {
  if (gate.oidc === undefined) return undefined;
  const visit = withoutSession(given);
  const body = { provider: PROVIDER, callbackURL: to, errorCallbackURL: '/sign-in?refused=oidc' };
  const answer = await orRefused(() =>
    gate.authFor(visit).api.signInSocial({ body, headers: visit.headers, returnHeaders: true }),
  );
  const url = answer?.response.url;
  return url == null ? undefined : { url, cookies: answer === undefined ? [] : cookiesOf(answer.headers) };
}

/** Takes the person back from the government's sign-on: the answer sets the session and sends them on. */
export async function finishOidc(gate: Gate, given: Visit, search: string): Promise<Response> {
  const visit = withoutSession(given);
  const address = `${gate.origin ?? ''}${AUTH_PATH}/callback/${PROVIDER}${search}`;
  const { result: answer, heard } = await gate.hearing(() =>
    gate.authFor(visit).handler(new Request(address, { headers: visit.headers })),
  );
  const isIn = cookiesOf(answer.headers).some(({ name, value }) => name.endsWith('session_token') && value !== '');
  const { accountId, isStrong } = heard;
  const method = isStrong ? 'oidc-strong' : 'oidc';
  await recordEvent(gate, visit, { event: isIn ? 'signed-in' : 'refused', accountId, method });
  if (isIn) await endCarried(gate, given);
  return answer;
}

/**
 * Does something by a code, counting against the address that tries: a code has 80 random bits, and still nobody is to
 * knock a thousand times.
 * @throws Problem `forbidden` when the address has failed too often, or what the work throws
 */
export async function guardedByAddress<Result>(
  { stage }: Gate,
  visit: Visit,
  work: () => Promise<Result>,
): Promise<Result> {
  const subject = `address:${networkOf(visit.address)}`;
  const now = stage.recordedNow();
  if ((await countAttempt(stage.database, subject, { rule: ADDRESS_RULE, now })) !== undefined) {
    throw accountErrors.tooManyTries();
  }
  const isWrongCode = (error: unknown) => error instanceof Problem && error.code === 'account.bad-code';
  const result = await work().catch(async (error: unknown) => {
    if (!isWrongCode(error)) await takeBackAttempt(stage.database, subject);
    throw error;
  });
  await takeBackAttempt(stage.database, subject);
  return result;
}
