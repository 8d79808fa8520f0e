import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Connection } from '#platform/database/database.ts';
import { TOTP } from './totp.ts';
import { hashOfPassword, isPasswordOf, newRecoveryCodes } from './secrets.ts';
import { PASSWORD_LENGTH } from './domain/password.ts';
import type { SignInMethod } from './store/sessions.ts';

/** The one provider of a government's sign-on that an installation may have. */
export const PROVIDER = 'government';

/** Where the government's sign-on sends people back to, below the site's own address. */
export const AUTH_PATH = '/sign-in/auth';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly label: string;
  /** The claim that holds the phone or the user name of an account. */
  readonly claim: string;
}

interface SessionStart {
  readonly method: SignInMethod;
  readonly expiresAt: Date;
}

export interface AuthSettings {
  readonly database: AuthDatabase;
  readonly secret: string;
  readonly newId: () => string;
  /** The site's own address; where it is https, cookies travel no other way. */
  readonly origin: string;
  readonly oidc: OidcSettings | undefined;
  /** How a new session of an account begins; undefined when the account may have none. */
  readonly begin: (accountId: string, path: string) => Promise<SessionStart | undefined>;
  /** The internal address of the account that a claim of the government's sign-on names. */
  readonly match: (claim: string) => Promise<string | undefined>;
  /** Hears what the government's sign-on says of the person, before their session begins. */
  readonly heard: (profile: Readonly<Record<string, unknown>>) => void;
}

export type AuthDatabase = Kysely<Record<string, never>>;

/**
 * A pool for the sign-in library alone, with pg's own parsers: it compares Dates, and would take our texts for instants
 * that never pass.
 */
export function openAuthDatabase(connection: Connection): AuthDatabase {
  const pool = new pg.Pool({ ...connection, max: 5 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

const LONGEST_SESSION_SECONDS = 30 * 86_400;
const CODE_COOKIE_SECONDS = 600;

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

const TABLES = {
  user: {
    modelName: 'account',
    fields: { ...dates, email: 'address', emailVerified: 'is_address_verified', image: 'picture' },
  },
  account: {
    modelName: 'account_credential',
    fields: {
      ...dates,
      ...{ userId: 'account_id', providerId: 'provider', accountId: 'subject', accessToken: 'access_token' },
      ...{ refreshToken: 'refresh_token', idToken: 'id_token', accessTokenExpiresAt: 'access_token_expires_at' },
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
    // An account is linked when it was invited under what the claim says, and in no other way.
    accountLinking: { trustedProviders: [PROVIDER], updateUserInfoOnLink: false },
    encryptOAuthTokens: true,
    storeStateStrategy: 'database' as const,
  },
  verification: { modelName: 'account_verification', fields: { ...dates, expiresAt: 'expires_at' } },
} satisfies Pick<BetterAuthOptions, 'user' | 'account' | 'verification'>;

const SECOND_FACTOR_TABLE = {
  user: { fields: { twoFactorEnabled: 'has_second_factor' } },
  twoFactor: {
    modelName: 'account_second_factor',
    fields: {
      ...{ userId: 'account_id', backupCodes: 'recovery_codes', verified: 'is_verified' },
      ...{ failedVerificationCount: 'failures', lockedUntil: 'locked_until' },
    },
  },
};

/** Whether the government's sign-on says that a second factor was used (RFC 8176). */
export function isStrong(profile: Readonly<Record<string, unknown>>): boolean {
  const { amr } = profile;
  return Array.isArray(amr) && amr.some((way) => ['mfa', 'otp', 'hwk', 'sc', 'fpt', 'face'].includes(String(way)));
}

function oidcPlugin({ oidc, origin, match, heard }: AuthSettings) {
  if (oidc === undefined) return [];
  const mapProfileToUser = async (profile: Readonly<Record<string, unknown>>) => {
    heard(profile);
    const value = profile[oidc.claim];
    const address = typeof value === 'string' ? await match(value) : undefined;
    // An address that no account has: with sign-up off it ends as a refusal.
    return { email: address ?? 'nobody@account.invalid', emailVerified: address !== undefined, name: oidc.label };
  };
  return [
    genericOAuth({
      config: [
        {
          ...{ providerId: PROVIDER, clientId: oidc.clientId, clientSecret: oidc.clientSecret },
          discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
          redirectURI: `${origin}${AUTH_PATH}/callback/${PROVIDER}`,
          ...{ scopes: ['openid', 'profile', 'phone'], pkce: true, requireIdTokenVerification: true },
          ...{ disableSignUp: true, disableImplicitSignUp: true, mapProfileToUser },
        },
      ],
    }),
  ];
}

/** The sign-in library on our tables. What it would do by itself and we do otherwise is switched off here. */
export function openAuth(settings: AuthSettings) {
  const { database, secret, origin, begin, newId } = settings;
  const isSecure = origin.startsWith('https:');
  return betterAuth({
    ...TABLES,
    appName: '践诺',
    secret,
    baseURL: origin,
    basePath: AUTH_PATH,
    database: { db: database, type: 'postgres', schemaName: 'kernel', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: PASSWORD_LENGTH.longest * 4,
      password: { hash: hashOfPassword, verify: isPasswordOf },
    },
    session: {
      modelName: 'account_session',
      fields: {
        ...dates,
        ...{ userId: 'account_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent' },
      },
      additionalFields: { method: { type: 'string', required: true, input: false, defaultValue: 'password' } },
      expiresIn: LONGEST_SESSION_SECONDS,
      // Ours knows the roles: sessions are prolonged by the gate.
      disableSessionRefresh: true,
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const start = await begin(session.userId, context?.path ?? '');
            return start === undefined ? false : { data: { ...session, ...start } };
          },
        },
      },
    },
    plugins: [
      twoFactor({
        issuer: '践诺',
        twoFactorCookieMaxAge: CODE_COOKIE_SECONDS,
        totpOptions: { digits: TOTP.digits, period: TOTP.seconds },
        backupCodeOptions: { storeBackupCodes: 'encrypted', customBackupCodesGenerate: newRecoveryCodes },
        schema: SECOND_FACTOR_TABLE,
      }),
      ...oidcPlugin(settings),
    ],
    advanced: {
      // The name itself makes browsers keep to what stands in it: https, this host, every path.
      cookiePrefix: isSecure ? '__Host-jiannuo' : 'jiannuo',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      // Set by the server of ours on every request, whatever the client said.
      ipAddress: { ipAddressHeaders: ['x-jiannuo-address'] },
      database: { generateId: () => newId(), validateSchema: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof openAuth>;
