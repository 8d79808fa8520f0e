import { type RawBuilder, sql } from 'kysely';
import { type RegionCode, TIME_ZONE } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ActivityKind, ActivityState, ActivityUnit } from '../../contract.ts';
import { allOf } from '../lists/filters.ts';
import { within } from '../lists/within.ts';

export interface Activity {
  readonly district: string;
  readonly id: string;
  readonly region: RegionCode;
  readonly regionName: string;
  readonly kind: ActivityKind;
  readonly state: ActivityState;
  readonly year: number;
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** In Shanghai. */
  readonly day: string;
  readonly themes: readonly string[];
  readonly minutes: string | null;
  readonly cancelReason: string | null;
  readonly revision: number;
  readonly changedAt: string;
  readonly units: readonly ActivityUnit[];
}

/** The day of an instant, in Shanghai. */
export const DAY_OF_ACTIVITY = sql<string>`(a.starts_at at time zone ${sql.lit(TIME_ZONE)})::date`;

export const UNITS = sql<ActivityUnit[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('group', u.group_name, 'activityGroup', nullif(u.activity_group, ''))
    order by u.group_name, u.activity_group), '[]')
  from deputies.activity_unit u where u.district_code = a.district_code and u.activity_id = a.id)`;

const COLUMNS = sql`
  a.district_code as district, a.id, a.region, coalesce(r.name, a.region) as "regionName", a.kind, a.state, a.year,
  a.title, a.place, a.starts_at as "startsAt", a.ends_at as "endsAt", ${DAY_OF_ACTIVITY} as day, a.themes, a.minutes,
  a.cancel_reason as "cancelReason", a.revision, a.changed_at as "changedAt", ${UNITS} as units`;

interface Key {
  readonly district: string;
  readonly id: string;
}

/** @param of `isLocked` where nobody else may change it until the transaction ends */
export async function findActivity(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly id: string; readonly isLocked?: boolean },
): Promise<Activity | undefined> {
  const { rows } = await sql<Activity>`
    select ${COLUMNS} from deputies.activity a left join kernel.region r on r.code = a.region
    where ${within('a', of.region)} and a.id = ${of.id} ${of.isLocked === true ? sql`for update of a` : sql``}`.execute(
    tx,
  );
  return rows[0];
}

type NewActivity = Pick<Activity, 'district' | 'id' | 'region' | 'kind' | 'year' | 'units'> & Appointment;

export interface Appointment {
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly themes: readonly string[];
}

interface By {
  readonly account: string;
  readonly at: string;
}

export async function insertActivity(tx: Transaction, activity: NewActivity, { account, at }: By): Promise<void> {
  const { district, id, region, kind, year, title, place, startsAt, endsAt, themes, units } = activity;
  await sql`
    insert into deputies.activity (district_code, id, region, kind, state, year, title, place, starts_at, ends_at, themes,
      by_account, recorded_at, changed_at)
    values (${district}, ${id}, ${region}, ${kind}, 'planned', ${year}, ${title}, ${place}, ${startsAt}, ${endsAt},
      ${themes}::text[], ${account}, ${at}, ${at})`.execute(tx);
  await sql`
    insert into deputies.activity_unit (district_code, activity_id, region, group_name, activity_group)
    select ${district}, ${id}, ${region}, "group", coalesce("activityGroup", '')
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as unit ("group" text, "activityGroup" text)`.execute(tx);
}

export async function changeAppointment(
  tx: Transaction,
  { district, id }: Key,
  { year, at, ...to }: Appointment & { readonly year: number; readonly at: string },
): Promise<void> {
  await sql`
    update deputies.activity set title = ${to.title}, place = ${to.place}, starts_at = ${to.startsAt},
      ends_at = ${to.endsAt}, themes = ${to.themes}::text[], year = ${year}, revision = revision + 1, changed_at = ${at}
    where district_code = ${district} and id = ${id}`.execute(tx);
}

export async function setState(
  tx: Transaction,
  { district, id }: Key,
  to: { readonly state: ActivityState; readonly minutes?: string; readonly cancelReason?: string; readonly at: string },
): Promise<void> {
  await sql`
    update deputies.activity set state = ${to.state}, minutes = coalesce(${to.minutes ?? null}, minutes),
      cancel_reason = ${to.cancelReason ?? null}, revision = revision + 1, changed_at = ${to.at}
    where district_code = ${district} and id = ${id}`.execute(tx);
}

export interface ActivityQuestion {
  readonly region: RegionCode;
  readonly year?: number | undefined;
  readonly town?: RegionCode | undefined;
  /** `regionCode:groupName` */
  readonly group?: string | undefined;
  readonly kind?: ActivityKind | undefined;
  readonly state?: ActivityState | undefined;
  readonly theme?: string | undefined;
  readonly q?: string | undefined;
  /** A group leader's own. */
  readonly unit?: string | undefined;
}

const ofGroup = (name: string) => sql<boolean>`exists (
  select from deputies.activity_unit u
  where u.district_code = a.district_code and u.activity_id = a.id and u.group_name = ${name})`;

function conditionsOf(question: ActivityQuestion): RawBuilder<boolean> {
  const { region, year, town, group, kind, state, theme, q, unit } = question;
  const conditions = [within('a', region)];
  if (year !== undefined) conditions.push(sql`a.year = ${year}`);
  if (town !== undefined) conditions.push(sql`a.region = ${town}`);
  if (kind !== undefined) conditions.push(sql`a.kind = ${kind}`);
  if (state !== undefined) conditions.push(sql`a.state = ${state}`);
  if (theme !== undefined) conditions.push(sql`a.themes @> array[${theme}]`);
  if (unit !== undefined) conditions.push(ofGroup(unit));
  if (group !== undefined) {
    conditions.push(sql`a.region = ${group.slice(0, 12)}`, ofGroup(group.slice(13)));
  }
  if (q !== undefined && q !== '') {
    conditions.push(
      sql`strpos(lower(concat_ws(E'\n', a.title, a.place, array_to_string(a.themes, ' '))), lower(${q})) > 0`,
    );
  }
  return allOf(conditions);
}

export interface Counts {
  readonly invited: number;
  readonly attended: number;
}

/** How many activities there are, and a page of them, the latest first. */
export async function findActivities(
  tx: Transaction,
  question: ActivityQuestion,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly items: readonly Activity[] }> {
  const which = conditionsOf(question);
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from deputies.activity a where ${which}`.execute(tx);
  const { rows: items } = await sql<Activity>`
    select ${COLUMNS} from deputies.activity a left join kernel.region r on r.code = a.region
    where ${which} order by a.starts_at desc, a.id limit ${page.limit} offset ${page.offset}`.execute(tx);
  return { total: rows[0]?.total ?? 0, items };
}

/** The years in which there are activities, the latest first. */
export async function findActivityYears(tx: Transaction, region: RegionCode): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct a.year from deputies.activity a where ${within('a', region)} order by 1 desc`.execute(tx);
  return rows.map(({ year }) => year);
}

/** The themes that a year's activities have, whoever wrote them. */
export async function findActivityThemes(
  tx: Transaction,
  question: Pick<ActivityQuestion, 'region' | 'year' | 'state' | 'unit'>,
): Promise<string[]> {
  const { rows } = await sql<{ theme: string }>`
    select distinct theme from deputies.activity a, unnest(a.themes) as theme
    where ${conditionsOf(question)} order by theme`.execute(tx);
  return rows.map(({ theme }) => theme);
}
