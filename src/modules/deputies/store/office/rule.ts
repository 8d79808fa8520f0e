import { sql } from 'kysely';
import { type RegionCode, districtCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { type OfficeRule, SHIPPED_RULE } from '../../contract.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'deputies.office_rule': { district_code: string; stalled_days: number; due_soon_days: number };
  }
}

/** The district's own rule, else the one that is shipped. */
export async function findOfficeRule(tx: Transaction, region: RegionCode): Promise<OfficeRule> {
  const row = await tx
    .selectFrom('deputies.office_rule')
    .select(['stalled_days as stalledDays', 'due_soon_days as dueSoonDays'])
    .where('district_code', '=', districtCode(region))
    .executeTakeFirst();
  return row ?? SHIPPED_RULE;
}

export async function saveOfficeRule(tx: Transaction, region: RegionCode, rule: OfficeRule): Promise<void> {
  await sql`
    insert into deputies.office_rule (district_code, stalled_days, due_soon_days)
    values (${districtCode(region)}, ${rule.stalledDays}, ${rule.dueSoonDays})
    on conflict (district_code) do update
    set stalled_days = excluded.stalled_days, due_soon_days = excluded.due_soon_days`.execute(tx);
}
