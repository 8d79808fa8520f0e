import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/database.ts';
import { RegionCode, commonRegion, significantDigits } from '../../values/region-code.ts';

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
  const { numAffectedRows } = await sql`
    insert into kernel.region (code, name)
    select code, name from jsonb_to_recordset(${JSON.stringify(regions)}::jsonb) as region (code text, name text)
    on conflict (code) do update set name = excluded.name where kernel.region.name <> excluded.name`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** The smallest region that holds all regions of the store: the district of an installation for one, else a wider one. */
export async function findHome(tx: Transaction | Database): Promise<RegionCode> {
  const codes = await tx.selectFrom('kernel.region').select('code').execute();
  return commonRegion(codes.map(({ code }) => RegionCode.parse(code)));
}
