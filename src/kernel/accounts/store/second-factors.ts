import type { Database } from '#platform/database/database.ts';

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
