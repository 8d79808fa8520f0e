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

/** Of a group that holds an activity: how many of its own are on the list, and came. */
export interface CountedUnit extends ActivityUnit {
  readonly invited: number;
  readonly attended: number;
}

export interface CountedRow {
  readonly id: string;
  readonly region: RegionCode;
  readonly kind: ActivityKind;
  readonly isHeld: boolean;
  readonly day: string;
  readonly units: readonly CountedUnit[];
}

type UnitRow = Omit<CountedRow, 'units'> & CountedUnit;

/** The activities of a year that quotas count: held or planned, each with its groups. */
export async function findCounted(tx: Transaction, asked: Asked): Promise<CountedRow[]> {
  const { rows } = await sql<UnitRow>`
    select a.id, a.region, a.kind, a.state = 'held' as "isHeld", ${DAY_OF_ACTIVITY} as day, u.group_name as "group",
      nullif(u.activity_group, '') as "activityGroup", u.invited, u.attended
    from deputies.activity a
    join deputies.activity_unit u on u.district_code = a.district_code and u.activity_id = a.id
    where ${ofYear(asked)} and (${asked.group ?? null}::text is null or u.group_name = ${asked.group ?? null}::text)
    `.execute(tx);
  const found = new Map<string, CountedRow & { units: CountedUnit[] }>();
  for (const { id, region, kind, isHeld, day, ...unit } of rows) {
    const known = found.get(id);
    if (known === undefined) found.set(id, { id, region, kind, isHeld, day, units: [unit] });
    else known.units.push(unit);
  }
  return [...found.values()];
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
