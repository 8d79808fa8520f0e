import { type RawBuilder, sql } from 'kysely';
import type { Day, RegionCode } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { DutyKind, DutyTask, DutyTopic, HouseholdRange, Level } from '../../contract.ts';
import type { SoundDuty } from '../../domain/duties/duty.ts';
import { isDelegatedAt } from '../delegation.ts';
import type { SeatRow } from '../life/held.ts';
import type { Hand } from '../life/steps.ts';
import { allOf } from '../lists/filters.ts';
import { within } from '../lists/within.ts';

/** Ranges of a multirange, both ends included, in their order. */
export const rangesOf = (households: RawBuilder<unknown>): RawBuilder<HouseholdRange[]> => sql`(
  select coalesce(jsonb_agg(jsonb_build_array(lower(part), upper(part) - 1) order by lower(part)), '[]')
  from unnest(${households}) as part)`;

/** As PostgreSQL writes ranges whose end is not in them. */
const multirange = (ranges: readonly HouseholdRange[]) =>
  `{${ranges.map(([from, to]) => `[${from},${to + 1})`).join(',')}}`;

/** @returns false when a duty of this id is there already */
export async function insertDuty(
  tx: Transaction,
  seat: SeatRow,
  { id, hand, ...duty }: SoundDuty & { readonly id: string; readonly hand: Hand },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into deputies.duty (district_code, id, membership_id, person_id, region, station, group_name, year, kind, day,
      until_day, village_id, households, unnumbered, people, place, topics, task, themes, note, is_on_behalf, by_account,
      recorded_at, logged_at)
    values (${seat.district}, ${id}, ${seat.membershipId}, ${seat.personId}, ${seat.region}, ${seat.station}, ${seat.group},
      ${Number(duty.day.slice(0, 4))}, ${duty.kind}, ${duty.day}, ${duty.untilDay}, ${duty.villageId},
      ${multirange(duty.households)}::int4multirange, ${duty.unnumbered}, ${duty.people}, ${duty.place},
      ${duty.topics}::text[], ${duty.task}, ${duty.themes}::text[], ${duty.note}, ${hand.personId !== seat.personId},
      ${hand.account}, ${hand.recordedAt}, ${hand.at})
    on conflict (district_code, id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export interface DutyRow {
  readonly id: string;
  readonly district: string;
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly region: RegionCode;
  readonly townName: string;
  readonly level: Level;
  readonly isDelegated: boolean;
  readonly station: string | null;
  readonly group: string | null;
  readonly kind: DutyKind;
  readonly day: Day;
  readonly untilDay: Day | null;
  readonly village: string | null;
  readonly households: readonly HouseholdRange[];
  readonly unnumbered: number;
  readonly people: number | null;
  readonly place: string | null;
  readonly topics: readonly DutyTopic[];
  readonly task: DutyTask | null;
  readonly themes: readonly string[];
  readonly note: string | null;
  readonly isOnBehalf: boolean;
  readonly byAccount: string;
  readonly withdrawnAt: string | null;
}

const DUTIES = sql`
  select d.id, d.district_code as district, d.membership_id as "membershipId", d.person_id as "personId", p.name,
    d.region, coalesce(r.name, d.region) as "townName", m.level, ${isDelegatedAt('m')} as "isDelegated", d.station,
    d.group_name as "group", d.kind, d.day, d.until_day as "untilDay", v.name as village,
    ${rangesOf(sql`d.households`)} as households, d.unnumbered, d.people, d.place, d.topics, d.task, d.themes, d.note,
    d.is_on_behalf as "isOnBehalf", d.by_account as "byAccount", d.withdrawn_at as "withdrawnAt"
  from deputies.duty d
  join deputies.membership m on m.district_code = d.district_code and m.id = d.membership_id
  join kernel.person p on p.district_code = d.district_code and p.id = d.person_id
  left join deputies.village v on v.district_code = d.district_code and v.id = d.village_id
  left join kernel.region r on r.code = d.region`;

/** One duty, withdrawn or not, of which the actor's region is told. */
export async function findDuty(tx: Transaction, id: string, region: RegionCode): Promise<DutyRow | undefined> {
  const { rows } = await sql<DutyRow>`${DUTIES} where d.id = ${id} and ${within('d', region)}`.execute(tx);
  return rows[0];
}

export async function withdrawDutyRow(
  tx: Transaction,
  { district, id }: { readonly district: string; readonly id: string },
  at: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update deputies.duty set withdrawn_at = ${at}
    where district_code = ${district} and id = ${id} and withdrawn_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

export interface DutyQuestion {
  readonly region: RegionCode;
  readonly year?: number | undefined;
  readonly town?: RegionCode | undefined;
  readonly kind?: DutyKind | undefined;
  readonly topic?: DutyTopic | undefined;
  readonly theme?: string | undefined;
  readonly village?: string | undefined;
  readonly person?: string | undefined;
  readonly q?: string | undefined;
  /** A clerk's station or a leader's group: of the others they are not told. */
  readonly unit?: { readonly column: 'station' | 'group_name'; readonly name: string } | undefined;
}

/** Whoever has a unit sees that unit alone. */
export function unitOf({ role, unit = '' }: Actor): DutyQuestion['unit'] {
  if (role === 'station-clerk') return { column: 'station', name: unit };
  return role === 'group-leader' ? { column: 'group_name', name: unit } : undefined;
}

function conditionsOf(asked: DutyQuestion): RawBuilder<boolean> {
  const { year, town, kind, topic, theme, village, person, q, unit } = asked;
  const conditions = [within('d', asked.region), sql`d.withdrawn_at is null`];
  if (year !== undefined) conditions.push(sql`d.year = ${year}`);
  if (town !== undefined) conditions.push(sql`d.region = ${town}`);
  if (kind !== undefined) conditions.push(sql`d.kind = ${kind}`);
  if (topic !== undefined) conditions.push(sql`d.topics @> array[${topic}]`);
  if (theme !== undefined) conditions.push(sql`d.themes @> array[${theme}]`);
  if (village !== undefined) conditions.push(sql`d.village_id = ${village}`);
  if (person !== undefined) conditions.push(sql`d.person_id = ${person}`);
  if (unit !== undefined) conditions.push(sql`${sql.ref(`d.${unit.column}`)} = ${unit.name}`);
  if (q !== undefined && q !== '') {
    conditions.push(
      sql`strpos(lower(concat_ws(E'\n', p.name, p.pinyin, p.initials, v.name, d.place, d.note)), lower(${q})) > 0`,
    );
  }
  return allOf(conditions);
}

interface Part {
  readonly limit: number;
  readonly offset: number;
}

/** How many there are, and a part of them, the latest first. */
export async function findDuties(
  tx: Transaction,
  asked: DutyQuestion,
  { limit, offset }: Part,
): Promise<{ readonly total: number; readonly items: readonly DutyRow[] }> {
  const which = conditionsOf(asked);
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from deputies.duty d
    join kernel.person p on p.district_code = d.district_code and p.id = d.person_id
    left join deputies.village v on v.district_code = d.district_code and v.id = d.village_id
    where ${which}`.execute(tx);
  const { rows: items } = await sql<DutyRow>`
    ${DUTIES} where ${which} order by d.day desc, d.logged_at desc, d.id limit ${limit} offset ${offset}`.execute(tx);
  return { total: rows[0]?.total ?? 0, items };
}

/** The years in which there are duties, the latest first. */
export async function findDutyYears(
  tx: Transaction,
  { region, unit, person }: Pick<DutyQuestion, 'region' | 'unit' | 'person'>,
): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct d.year from deputies.duty d
    where ${conditionsOf({ region, unit, person })} order by 1 desc`.execute(tx);
  return rows.map(({ year }) => year);
}
