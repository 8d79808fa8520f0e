import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { QuotaRule } from '../../contract.ts';

/** A version of a region's rules for a year. */
export interface RuleSet {
  readonly region: RegionCode;
  readonly year: number;
  readonly version: number;
  readonly rules: readonly QuotaRule[];
  readonly recordedAt: string;
}

/**
 * The rules that hold in each region of a district for a year, the latest version of each. A year without rules of its
 * own goes by the latest before it.
 */
export async function findRuleSets(
  tx: Transaction,
  { district, year }: { readonly district: string; readonly year: number },
): Promise<RuleSet[]> {
  const { rows } = await sql<RuleSet>`
    select distinct on (region) region, year, version, rules, recorded_at as "recordedAt"
    from deputies.quota_rule_set where district_code = ${district} and year <= ${year}
    order by region, year desc, version desc`.execute(tx);
  return rows;
}

/** All versions of a region's rules for a year, the latest first. */
export async function findVersions(
  tx: Transaction,
  of: { readonly district: string; readonly region: RegionCode; readonly year: number },
): Promise<RuleSet[]> {
  const { rows } = await sql<RuleSet>`
    select region, year, version, rules, recorded_at as "recordedAt" from deputies.quota_rule_set
    where district_code = ${of.district} and region = ${of.region} and year = ${of.year}
    order by version desc limit 50`.execute(tx);
  return rows;
}

/** @returns false when there is such a version already */
export async function insertRuleSet(
  tx: Transaction,
  district: string,
  { account, ...set }: RuleSet & { readonly account: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into deputies.quota_rule_set (district_code, region, year, version, rules, by_account, recorded_at)
    values (${district}, ${set.region}, ${set.year}, ${set.version}, ${JSON.stringify(set.rules)}::jsonb, ${account},
      ${set.recordedAt})
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export interface Founding {
  readonly region: RegionCode;
  readonly group: string;
  readonly activityGroup: string | null;
  readonly day: string;
}

export async function findFoundings(tx: Transaction, district: string): Promise<Founding[]> {
  const { rows } = await sql<Founding>`
    select region, group_name as "group", nullif(activity_group, '') as "activityGroup", day
    from deputies.group_founding where district_code = ${district}`.execute(tx);
  return rows;
}

/** Says since when there is a group, or, with null, that it was always there. */
export async function setFounding(
  tx: Transaction,
  district: string,
  { region, group, activityGroup, day }: Omit<Founding, 'day'> & { readonly day: string | null },
): Promise<void> {
  const key = sql`district_code = ${district} and region = ${region} and group_name = ${group}
    and activity_group = ${activityGroup ?? ''}`;
  await sql`delete from deputies.group_founding where ${key}`.execute(tx);
  if (day === null) return;
  await sql`
    insert into deputies.group_founding (district_code, region, group_name, activity_group, day)
    values (${district}, ${region}, ${group}, ${activityGroup ?? ''}, ${day})`.execute(tx);
}
