import { sql } from 'kysely';
import { type RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import '../tables.ts';

/** The years of which there is a roster or a commitment, latest first. */
export async function findYears(tx: Transaction, within: RegionCode): Promise<number[]> {
  const digits = significantDigits(within);
  const { rows } = await sql<{ year: number }>`
    select year from deputies.roster
    where starts_with(district_code, ${digits.slice(0, 6)}) and starts_with(region, ${digits})
    union
    select year from deputies.commitment
    where starts_with(district_code, ${digits.slice(0, 6)}) and starts_with(region, ${digits})
    order by year desc`.execute(tx);
  return rows.map(({ year }) => year);
}
