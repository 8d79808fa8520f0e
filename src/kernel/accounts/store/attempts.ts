import { sql } from 'kysely';
import { type Database, type Transaction, toInstantText } from '#platform/database/database.ts';
import { RegionCode, significantDigits } from '../../values/region-code.ts';
import { type LockRule, failAgain } from '../domain/lockout.ts';
import type { SignInMethod } from './sessions.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.sign_in_lock': { subject: string; failures: number; failed_at: string; locked_until: string | null };
    'kernel.sign_in_event': {
      id: string;
      at: string;
      account_id: string | null;
      event: string;
      method: string | null;
      ip_address: string;
      user_agent: string;
    };
  }
}

export type SignInEventName =
  | 'signed-in'
  | 'signed-out'
  | 'refused'
  | 'locked'
  | 'code-refused'
  | 'second-factor-set'
  | 'second-factor-removed'
  | 'password-changed'
  | 'second-factor-replaced'
  | 'recovery-renewed'
  | 'sessions-ended';

/**
 * Counts one more try as a failure before it is made, so that many at once cannot outrun the count.
 * @returns until when nothing may be tried, or undefined when the try may be made
 */
export async function countAttempt(
  database: Database,
  subject: string,
  of: { readonly rule: LockRule; readonly now: Temporal.Instant },
): Promise<Temporal.Instant | undefined> {
  return database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`.execute(tx);
    const row = await tx
      .selectFrom('kernel.sign_in_lock')
      .selectAll()
      .where('subject', '=', subject)
      .executeTakeFirst();
    const lockedUntil = row?.locked_until == null ? undefined : Temporal.Instant.from(row.locked_until);
    if (lockedUntil !== undefined && Temporal.Instant.compare(of.now, lockedUntil) < 0) return lockedUntil;
    const before = row && { failures: row.failures, failedAt: Temporal.Instant.from(row.failed_at) };
    const after = failAgain(of.rule, before, of.now);
    const values = {
      failures: after.failures,
      failed_at: toInstantText(of.now),
      locked_until: after.lockedUntil === undefined ? null : toInstantText(after.lockedUntil),
    };
    await tx
      .insertInto('kernel.sign_in_lock')
      .values({ subject, ...values })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet(values))
      .execute();
    return undefined;
  });
}

/** The try that was counted was a good one: nothing is held against the account any more. */
export async function forgetAttempts(tx: Database | Transaction, subject: string): Promise<void> {
  await tx.deleteFrom('kernel.sign_in_lock').where('subject', '=', subject).execute();
}

/** The try that was counted was a good one: of an address, where others have failed, it alone is taken back. */
export async function takeBackAttempt(database: Database, subject: string): Promise<void> {
  await database
    .updateTable('kernel.sign_in_lock')
    .set(({ eb }) => ({ failures: eb('failures', '-', 1), locked_until: null }))
    .where('subject', '=', subject)
    .where('failures', '>', 0)
    .execute();
}

export interface Lock {
  readonly accountId: string;
  readonly name: string;
  readonly region: RegionCode;
  readonly failures: number;
  readonly lockedUntil: string;
}

/** The accounts within a region that are locked at an instant. */
export async function findLocks(tx: Transaction, within: RegionCode, at: string): Promise<Lock[]> {
  const { rows } = await sql<Omit<Lock, 'region'> & { region: string }>`
    select account.id as "accountId", account.name, account.region, held.failures, held.locked_until as "lockedUntil"
    from kernel.sign_in_lock held join kernel.account account
      on held.subject in ('account:' || account.id, 'code:' || account.id)
    where held.locked_until > ${at} and account.region like ${`${significantDigits(within)}%`}
    order by held.locked_until desc limit 200`.execute(tx);
  return rows.map((row) => ({ ...row, region: RegionCode.parse(row.region) }));
}

export async function insertSignInEvent(
  tx: Database | Transaction,
  event: {
    readonly id: string;
    readonly at: string;
    readonly accountId: string | null;
    readonly event: SignInEventName;
    /** By what means, where there is one. */
    readonly method: SignInMethod | null;
    readonly address: string;
    readonly userAgent: string;
  },
): Promise<void> {
  await tx
    .insertInto('kernel.sign_in_event')
    .values({
      ...{ id: event.id, at: event.at, account_id: event.accountId, event: event.event },
      method: event.method,
      ...{ ip_address: event.address, user_agent: event.userAgent.slice(0, 300) },
    })
    .execute();
}

/** What happened at the door of an account, the latest first. */
export async function findSignInEvents(tx: Transaction, accountId: string, limit: number) {
  return tx
    .selectFrom('kernel.sign_in_event')
    .select(['at', 'event', 'method', 'ip_address as address', 'user_agent as userAgent'])
    .where('account_id', '=', accountId)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}

/** Removes counts and events from before an instant; the law asks for six months of them at least. */
export async function sweepAttempts(database: Database, before: string): Promise<void> {
  await database.deleteFrom('kernel.sign_in_event').where('at', '<', before).execute();
  await database.deleteFrom('kernel.sign_in_lock').where('failed_at', '<', before).execute();
}
