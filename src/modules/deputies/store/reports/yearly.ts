import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { within } from '../lists/within.ts';

export interface StationCounts {
  readonly homes: number;
  readonly stations: number;
}

/** How many homes and stations were open on a day; one of which nobody knows since when always was. */
export async function countOpenStations(tx: Transaction, region: RegionCode, day: string): Promise<StationCounts> {
  const { rows } = await sql<StationCounts>`
    select (count(*) filter (where s.kind = 'home'))::int as homes,
      (count(*) filter (where s.kind = 'station'))::int as stations
    from deputies.station s where ${within('s', region)} 
      and (s.opened_on is null or s.opened_on <= ${day}) and (s.closed_on is null or s.closed_on > ${day})`.execute(tx);
  return rows[0] ?? { homes: 0, stations: 0 };
}

export interface HeldCounts {
  readonly wholeGroup: number;
  readonly activityGroup: number;
  readonly other: number;
  readonly invited: number;
  readonly attended: number;
}

/** The activities of a year that were held and had begun by an instant, and how many were invited to them and came. */
export async function countHeld(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly year: number; readonly until: string },
): Promise<HeldCounts> {
  const held = sql`${within('a', of.region)} and a.state = 'held' and a.year = ${of.year} and a.starts_at <= ${of.until}`;
  const { rows } = await sql<Omit<HeldCounts, 'invited' | 'attended'>>`
    select (count(*) filter (where a.kind = 'whole-group'))::int as "wholeGroup",
      (count(*) filter (where a.kind = 'activity-group'))::int as "activityGroup",
      (count(*) filter (where a.kind not in ('whole-group', 'activity-group')))::int as other
    from deputies.activity a where ${held}`.execute(tx);
  const { rows: people } = await sql<Pick<HeldCounts, 'invited' | 'attended'>>`
    select count(*)::int as invited, (count(*) filter (where came))::int as attended
    from (
      select x.activity_id, x.person_id, bool_or(x.attendance is not distinct from 'attended') as came
      from deputies.activity a
      join deputies.activity_attendance x on x.district_code = a.district_code and x.activity_id = a.id
      where ${held} group by 1, 2) each_once`.execute(tx);
  const counts = rows[0] ?? { wholeGroup: 0, activityGroup: 0, other: 0 };
  return { ...counts, ...(people[0] ?? { invited: 0, attended: 0 }) };
}
