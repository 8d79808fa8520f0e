import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/database.ts';

/** The encrypted secret of an account's second factor, and whether the owner has proven to hold it. */
export async function findSecondFactor(database: Database, accountId: string) {
  return database
    .selectFrom('kernel.account_second_factor')
    .select(['secret', 'is_verified as isVerified'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

/** Uses the code of a step up, with all before it. @returns false when it, or a later one, was used before */
export async function useUpStep(database: Database, accountId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('kernel.account_second_factor')
    .set({ last_step: BigInt(step) })
    .where('account_id', '=', accountId)
    .where((is) => is.or([is('last_step', 'is', null), is('last_step', '<', BigInt(step))]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** The recovery codes of an account as they are kept, for update. */
export async function findRecoveryCodes(tx: Transaction, accountId: string): Promise<string | undefined> {
  const query = tx.selectFrom('kernel.account_second_factor').select('recovery_codes as codes').forUpdate();
  return (await query.where('account_id', '=', accountId).executeTakeFirst())?.codes;
}

export async function updateRecoveryCodes(tx: Transaction, accountId: string, codes: string): Promise<void> {
  const change = tx.updateTable('kernel.account_second_factor').set({ recovery_codes: codes });
  await change.where('account_id', '=', accountId).execute();
}

/** Keeps the factor of a new phone beside the one that holds. */
export async function saveNextFactor(
  database: Database,
  accountId: string,
  next: { readonly secret: string; readonly recoveryCodes: string; readonly until: string },
): Promise<void> {
  const { secret, recoveryCodes, until } = next;
  await database
    .updateTable('kernel.account_second_factor')
    .set({ next_secret: secret, next_recovery_codes: recoveryCodes, next_until: until })
    .where('account_id', '=', accountId)
    .execute();
}

/** The encrypted secret of the phone that is to replace the one that holds; undefined when none was begun in time. */
export async function findNextSecret(database: Database, accountId: string, at: string): Promise<string | undefined> {
  const query = database.selectFrom('kernel.account_second_factor').select('next_secret as secret');
  const row = await query.where('account_id', '=', accountId).where('next_until', '>', at).executeTakeFirst();
  return row?.secret ?? undefined;
}

/** Puts the new phone in place of the one before. @returns false when somebody was faster, or began anew */
export async function takeNextFactor(
  database: Database,
  accountId: string,
  of: { readonly secret: string; readonly step: number },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('kernel.account_second_factor')
    .set({
      ...{ secret: sql<string>`next_secret`, recovery_codes: sql<string>`next_recovery_codes` },
      ...{ last_step: BigInt(of.step), next_secret: null, next_recovery_codes: null, next_until: null },
    })
    .where('account_id', '=', accountId)
    .where('next_secret', '=', of.secret)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
