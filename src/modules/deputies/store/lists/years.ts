import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { within } from './within.ts';

/** The latest year with commitments in a region, none after `last`. */
export async function findLatestYear(tx: Transaction, region: RegionCode, last: number): Promise<number | undefined> {
  const { rows } = await sql<{ year: number | null }>`
    select max(c.year) as year from deputies.commitment c 
    where ${within('c', region)} and c.year <= ${last} and c.state not in ('draft', 'submitted', 'returned')`.execute(
    tx,
  );
  return rows[0]?.year ?? undefined;
}

/** Whether a region of this code is known. */
export async function isRegion(tx: Transaction, code: RegionCode): Promise<boolean> {
  const { rows } = await sql`select from kernel.region where code = ${code}`.execute(tx);
  return rows.length > 0;
}
