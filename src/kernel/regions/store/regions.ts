import type { Transaction } from '#platform/database/database.ts';
import { RegionCode, significantDigits } from '../../values/region-code.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.region': { code: string; name: string };
  }
}

export interface Region {
  readonly code: RegionCode;
  readonly name: string;
}

/** All regions within one, itself included, in the order of their codes. */
export async function findRegionsWithin(tx: Transaction, within: RegionCode): Promise<Region[]> {
  const rows = await tx
    .selectFrom('kernel.region')
    .selectAll()
    .where('code', 'like', `${significantDigits(within)}%`)
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ code: RegionCode.parse(row.code), name: row.name }));
}

/** Adds regions, and renames those that are there under another name. @returns how many were added or renamed */
export async function saveRegions(tx: Transaction, regions: readonly Region[]): Promise<number> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('kernel.region')
    .values([...regions])
    .onConflict((conflict) =>
      conflict
        .column('code')
        .doUpdateSet((row) => ({ name: row.ref('excluded.name') }))
        .whereRef('kernel.region.name', '<>', 'excluded.name'),
    )
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}
