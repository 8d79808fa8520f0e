import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ActivityKind, ActivityUnit } from '../../contract.ts';
import { DAY_OF_ACTIVITY } from '../activities/activities.ts';
import { allOf } from '../lists/filters.ts';
import { within } from '../lists/within.ts';

interface Asked {
  readonly region: RegionCode;
  readonly year: number;
  readonly group?: string | undefined;
}

const ofYear = ({ region, year }: Asked) =>
  allOf([within('a', region), sql<boolean>`a.year = ${year}`, sql`a.state <> 'cancelled'`]);

export interface CountedRow {
  readonly id: string;
  readonly region: RegionCode;
  readonly kind: ActivityKind;
  readonly isHeld: boolean;
  readonly day: string;
  readonly units: readonly ActivityUnit[];
}

/** The activities of a year that quotas count: held or planned, each with its groups. */
export async function findCounted(tx: Transaction, asked: Asked): Promise<CountedRow[]> {
  const { rows } = await sql<CountedRow>`
    select a.id, a.region, a.kind, a.state = 'held' as "isHeld", ${DAY_OF_ACTIVITY} as day, jsonb_agg(
      jsonb_build_object('group', u.group_name, 'activityGroup', nullif(u.activity_group, ''))) as units
    from deputies.activity a
    join deputies.activity_unit u on u.district_code = a.district_code and u.activity_id = a.id
    where ${ofYear(asked)} and (${asked.group ?? null}::text is null or exists (
      select from deputies.activity_unit g where g.district_code = a.district_code and g.activity_id = a.id
        and g.group_name = ${asked.group ?? null}::text))
    group by a.district_code, a.id`.execute(tx);
  return rows;
}

export interface RateRow {
  readonly region: RegionCode;
  readonly group: string;
  readonly activityGroup: string | null;
  readonly attended: number;
  readonly invited: number;
}

/** How often the members of each group were invited to what was held in a year, and came. */
export async function findRates(tx: Transaction, asked: Asked): Promise<RateRow[]> {
  const { rows } = await sql<RateRow>`
    select x.region, x.group_name as "group", x.activity_group as "activityGroup", count(*)::int as invited,
      (count(*) filter (where x.attendance = 'attended'))::int as attended
    from deputies.activity a
    join deputies.activity_attendance x on x.district_code = a.district_code and x.activity_id = a.id
    where ${within('a', asked.region)} and a.year = ${asked.year} and a.state = 'held' and x.group_name is not null
      and (${asked.group ?? null}::text is null or x.group_name = ${asked.group ?? null}::text)
    group by 1, 2, 3`.execute(tx);
  return rows;
}

/** The same of one group year by year, the latest first. */
export async function findRatesByYear(
  tx: Transaction,
  { region, group }: { readonly region: RegionCode; readonly group: string },
): Promise<{ year: number; attended: number; invited: number; held: number }[]> {
  const { rows } = await sql<{ year: number; attended: number; invited: number; held: number }>`
    select a.year, count(distinct a.id)::int as held, count(*)::int as invited,
      (count(*) filter (where x.attendance = 'attended'))::int as attended
    from deputies.activity a
    join deputies.activity_attendance x on x.district_code = a.district_code and x.activity_id = a.id
    where ${within('a', region)} and a.region = ${region} and a.state = 'held' and x.group_name = ${group}
    group by 1 order by 1 desc limit 30`.execute(tx);
  return rows;
}

/** What a deputy attended in a year, or is invited to. */
export interface OwnRow extends CountedRow {
  readonly membershipId: string;
  readonly attended: boolean;
}

/** Of the members of a group: every invitation of a year to what was held and attended, or is planned. */
export async function findOwnCounts(tx: Transaction, asked: Asked & { readonly group: string }): Promise<OwnRow[]> {
  const { rows } = await sql<OwnRow>`
    select a.id, a.region, a.kind, a.state = 'held' as "isHeld", ${DAY_OF_ACTIVITY} as day, '[]'::jsonb as units,
      x.membership_id as "membershipId", coalesce(x.attendance = 'attended', false) as attended
    from deputies.activity a
    join deputies.activity_attendance x on x.district_code = a.district_code and x.activity_id = a.id
    where ${ofYear(asked)} and x.group_name = ${asked.group}`.execute(tx);
  return rows;
}

/** The accounts that lead a group on a day. */
export async function findLeaders(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly group: string; readonly day: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct g.account_id::text as id from kernel.role_grant g
    join kernel.account c on c.id = g.account_id and c.disabled_at is null
    where g.role = 'group-leader' and g.region = ${of.region} and g.unit = ${of.group}
      and g.from_day <= ${of.day}::date and (g.until_day is null or g.until_day >= ${of.day}::date)
    order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}
