import { AsyncLocalStorage } from 'node:async_hooks';
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { type Connection, toInstantText } from '#platform/database/database.ts';
import type { Stage } from '../use-case/define-use-case.ts';
import { dayOf } from '../values/time.ts';
import { type Auth, type AuthDatabase, type OidcSettings, isStrong, openAuth, openAuthDatabase } from './auth.ts';
import { readIdentifier } from './domain/identifier.ts';
import { sessionEnd, sessionLimits } from './domain/roles.ts';
import { addressOf, findAccount, findAccountBy } from './store/accounts.ts';
import { type SignInEventName, insertSignInEvent, sweepAttempts } from './store/attempts.ts';
import { findGrants } from './store/grants.ts';
import { type SignInMethod, sweepSessions } from './store/sessions.ts';

/** A request at the door: what it carries and where it comes from, as the server of ours has found out. */
export interface Visit {
  readonly headers: Headers;
  readonly address: string;
  readonly isSecure: boolean;
}

export interface GivenCookie {
  readonly name: string;
  readonly value: string;
  readonly options: ReturnType<typeof toCookieOptions>;
}

/** What the parts of the gate share. */
export interface Gate {
  readonly stage: Stage;
  readonly oidc: OidcSettings | undefined;
  /** The site's own address, where the operator has said it. */
  readonly origin: string | undefined;
  readonly authFor: (visit: Pick<Visit, 'isSecure'>) => Auth;
  readonly secret: string;
  readonly authDatabase: AuthDatabase;
  /** Runs what the government's sign-on sends, knowing what it says of the person. */
  readonly hearing: <Result>(
    work: () => Promise<Result>,
  ) => Promise<{ readonly result: Result; readonly heard: Heard }>;
  /** Removes what is of no use any more. */
  readonly sweep: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface GateSettings {
  readonly stage: Stage;
  readonly connection: Connection;
  readonly secret: string;
  readonly origin: string | undefined;
  readonly oidc: OidcSettings | undefined;
}

const METHODS: Readonly<Record<string, SignInMethod>> = {
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'recovery',
  '/callback/:id': 'oidc',
};

/** What the government's sign-on says, and which account it is about. */
export interface Heard {
  isStrong: boolean;
  accountId: string | null;
}

type Hearing = AsyncLocalStorage<Heard>;

/** How a session of an account begins: for how long, by its roles. None for an account that is closed. */
function beginner({ database, recordedNow }: Stage, hearing: Hearing) {
  return async (accountId: string, path: string) => {
    const heard = hearing.getStore();
    if (heard !== undefined) heard.accountId = accountId;
    const account = await findAccount(database, accountId);
    if (account === undefined || account.disabledAt !== null) return undefined;
    const now = recordedNow();
    const grants = await findGrants(database, [accountId], dayOf(now));
    const end = sessionEnd(sessionLimits(grants.map(({ role }) => role)), now, now);
    const said = METHODS[path] ?? 'password';
    const method: SignInMethod = said === 'oidc' && heard?.isStrong === true ? 'oidc-strong' : said;
    return { method, expiresAt: new Date(end.epochMilliseconds) };
  };
}

/** Opens the door: the sign-in library, on a pool of its own, under rules of ours. */
export function openGate({ stage, connection, secret, origin, oidc }: GateSettings): Gate {
  const authDatabase = openAuthDatabase(connection);
  const hearing: Hearing = new AsyncLocalStorage();
  const begin = beginner(stage, hearing);
  const match = async (claim: string) => {
    const by = readIdentifier(claim);
    const account = by && (await findAccountBy(stage.database, by));
    const heard = hearing.getStore();
    if (heard !== undefined && account !== undefined) heard.accountId = account.id;
    return account === undefined || account.disabledAt !== null ? undefined : addressOf(account.id);
  };
  const heard = (profile: Readonly<Record<string, unknown>>) => {
    const store = hearing.getStore();
    if (store !== undefined) store.isStrong = isStrong(profile);
  };
  const shared = { database: authDatabase, newId: stage.newId, secret, oidc, begin, match, heard };
  const auths = new Map<string, Auth>();
  const authFor = ({ isSecure }: Pick<Visit, 'isSecure'>) => {
    const address = origin ?? (isSecure ? 'https://localhost' : 'http://localhost');
    const auth = auths.get(address) ?? openAuth({ ...shared, origin: address });
    auths.set(address, auth);
    return auth;
  };
  return {
    ...{ stage, oidc, origin, authFor, secret, authDatabase },
    hearing: async (work) => {
      const about: Heard = { isStrong: false, accountId: null };
      return { result: await hearing.run(about, work), heard: about };
    },
    sweep: async () => {
      const now = stage.recordedNow();
      await sweepSessions(stage.database, toInstantText(now));
      await sweepAttempts(stage.database, toInstantText(now.subtract({ hours: 24 * 400 })));
    },
    close: () => authDatabase.destroy(),
  };
}

/** The cookies that an answer of the library sets. */
export function cookiesOf(headers: Headers): GivenCookie[] {
  return headers
    .getSetCookie()
    .flatMap((line) => [...parseSetCookieHeader(line)])
    .map(([name, attributes]) => ({ name, value: attributes.value, options: toCookieOptions(attributes) }));
}

/** The headers of a visit as they would be with some cookies set, or (by an empty value) gone. */
export function withCookies(headers: Headers, cookies: readonly Pick<GivenCookie, 'name' | 'value'>[]): Headers {
  const kept = new Map(
    (headers.get('cookie') ?? '')
      .split(/;\s*/)
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
  );
  for (const { name, value } of cookies) kept.set(name, encodeURIComponent(value));
  const next = new Headers(headers);
  next.set('cookie', [...kept].flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`])).join('; '));
  return next;
}

const SESSION_COOKIE = /(?:^|;\s*)((?:__Host-)?jiannuo\.session_token)=[^;]/;

/** Whether a request carries a session at all, true or not. */
export function carriesSession(headers: Headers): boolean {
  return SESSION_COOKIE.test(headers.get('cookie') ?? '');
}

/** A visit without the session that it may carry: whoever signs in begins anew. */
export function withoutSession(visit: Visit): Visit {
  const name = SESSION_COOKIE.exec(visit.headers.get('cookie') ?? '')?.[1];
  return name === undefined ? visit : { ...visit, headers: withCookies(visit.headers, [{ name, value: '' }]) };
}

/** Puts on record what happened at the door. */
export async function recordEvent(
  { stage }: Pick<Gate, 'stage'>,
  visit: Visit,
  what: { readonly event: SignInEventName; readonly accountId: string | null; readonly method?: SignInMethod },
): Promise<void> {
  const userAgent = visit.headers.get('user-agent') ?? '';
  const at = toInstantText(stage.recordedNow());
  const event = { id: stage.newId(), at, address: visit.address, userAgent, method: null, ...what };
  await insertSignInEvent(stage.database, event);
}
