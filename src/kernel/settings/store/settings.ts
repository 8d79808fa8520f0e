import type { Database, Transaction } from '#platform/database/database.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.setting': { name: string; value: string };
  }
}

export type SettingName = 'mode' | 'clock-offset-seconds' | 'demo-begun' | 'demo-loaded';

export async function findSetting(tx: Database | Transaction, name: SettingName): Promise<string | undefined> {
  const row = await tx.selectFrom('kernel.setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** Keeps a setting that the store is to hold for good. @returns false when it had one already, which stays */
export async function insertSetting(tx: Database | Transaction, name: SettingName, value: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('kernel.setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
