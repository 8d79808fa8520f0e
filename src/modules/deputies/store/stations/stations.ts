import { type RawBuilder, sql } from 'kysely';
import { type RegionCode, type Surface, districtCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { StationKind } from '../../contract.ts';
import { allOf } from '../lists/filters.ts';
import { within } from '../lists/within.ts';
import { heldOn, listingOf, rankOf } from '../lists/relations.ts';
import type { Moment } from '../../domain/moment.ts';

/** Where deputies meet people, or where their wall hangs. */
export interface Station {
  readonly id: string;
  readonly region: RegionCode;
  readonly townName: string;
  readonly name: string;
  readonly kind: StationKind;
  readonly countyDistrict: string | null;
  readonly townshipDistrict: string | null;
  readonly address: string | null;
  readonly openingHours: string | null;
  readonly phone: string | null;
  readonly staff: string | null;
  /** Since when there is one, as far as the office knows. */
  readonly openedOn: string | null;
  /** From when on it was given up. */
  readonly closedOn: string | null;
}

const COLUMNS = sql.raw(`s.id, s.region, coalesce(r.name, s.region) as "townName", s.name, s.kind,
  s.county_district as "countyDistrict", s.township_district as "townshipDistrict", s.address, s.opening_hours as "openingHours", s.phone,
  s.staff, s.opened_on as "openedOn", s.closed_on as "closedOn"`);
const FROM = sql.raw('deputies.station s left join kernel.region r on r.code = s.region');

export interface AskedStations {
  readonly region: RegionCode;
  readonly q?: string | undefined;
  readonly kind?: StationKind | undefined;
  /** The one of a clerk. */
  readonly unit?: string | undefined;
  /** Whether those that were given up are wanted as well. */
  readonly withClosed: boolean;
}

function conditionsOf({ region, q, kind, unit, withClosed }: AskedStations): RawBuilder<boolean> {
  const conditions: RawBuilder<unknown>[] = [within('s', region)];
  if (!withClosed) conditions.push(sql`s.closed_on is null`);
  if (kind !== undefined) conditions.push(sql`s.kind = ${kind}`);
  if (unit !== undefined) conditions.push(sql`s.name = ${unit}`);
  // Without `like` no character of what was typed stands for another.
  if (q !== undefined && q !== '') conditions.push(sql`strpos(concat_ws(' ', s.name, s.address, r.name), ${q}) > 0`);
  return allOf(conditions);
}

const KINDS = sql.raw(`array[${StationKind.options.map((kind) => `'${kind}'`).join(', ')}]`);

/** A page of the stations of a region: by town, homes first, then by name. */
export async function findStations(
  tx: Transaction,
  asked: AskedStations,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly items: readonly Station[] }> {
  const fits = conditionsOf(asked);
  const { rows: items } = await sql<Station>`
    select ${COLUMNS} from ${FROM} where ${fits}
    order by s.region, array_position(${KINDS}, s.kind), s.name collate "C", s.id limit ${page.limit} offset ${page.offset}`.execute(
    tx,
  );
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from ${FROM} where ${fits}`.execute(tx);
  return { total: rows[0]?.total ?? 0, items };
}

/** How many stations each town has, with all other conditions kept. */
export async function countStationsByTown(
  tx: Transaction,
  asked: AskedStations,
): Promise<{ readonly key: RegionCode; readonly name: string; readonly count: number }[]> {
  const { rows } = await sql<{ key: RegionCode; name: string; count: number }>`
    select s.region as key, coalesce(r.name, s.region) as name, count(*)::int as count from ${FROM}
    where ${conditionsOf(asked)} group by 1, 2 order by 1`.execute(tx);
  return rows;
}

/** A station by its id; outside the region there is none. */
export async function findStation(tx: Transaction, region: RegionCode, id: string): Promise<Station | undefined> {
  const { rows } = await sql<Station>`
    select ${COLUMNS} from ${FROM} where s.id = ${id} and ${within('s', region)}`.execute(tx);
  return rows[0];
}

/** The station that rosters of a town name so. */
export async function findStationNamed(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly name: string },
): Promise<Station | undefined> {
  const { rows } = await sql<Station>`
    select ${COLUMNS} from ${FROM}
    where s.district_code = ${districtCode(of.region)} and s.region = ${of.region} and s.name = ${of.name}`.execute(tx);
  return rows[0];
}

export async function saveStation(
  tx: Transaction,
  changedAt: string,
  station: Omit<Station, 'townName'>,
): Promise<void> {
  const { id, region, name, kind, countyDistrict, townshipDistrict, address, openingHours, phone, staff } = station;
  const { openedOn, closedOn } = station;
  await sql`
    insert into deputies.station (district_code, id, region, name, kind, county_district, township_district, address,
      opening_hours, phone, staff, opened_on, closed_on, changed_at)
    values (${districtCode(region)}, ${id}, ${region}, ${name}, ${kind}, ${countyDistrict}, ${townshipDistrict}, ${address},
      ${openingHours}, ${phone}, ${staff}, ${openedOn}, ${closedOn}, ${changedAt})
    on conflict (district_code, id) do update
    set name = excluded.name, kind = excluded.kind, county_district = excluded.county_district,
      township_district = excluded.township_district, address = excluded.address, opening_hours = excluded.opening_hours,
      phone = excluded.phone, staff = excluded.staff, opened_on = excluded.opened_on, closed_on = excluded.closed_on,
      changed_at = excluded.changed_at
    `.execute(tx);
}

/** What opens a station's screen with what may hang on its wall; null while there is none. */
export async function findScreenKey(tx: Transaction, region: RegionCode, id: string): Promise<string | null> {
  const { rows } = await sql<{ key: string | null }>`
    select s.screen_key as key from deputies.station s where s.id = ${id} and ${within('s', region)}`.execute(tx);
  return rows[0]?.key ?? null;
}

export async function setScreenKey(tx: Transaction, station: Station, key: string): Promise<void> {
  await sql`
    update deputies.station set screen_key = ${key}
    where district_code = ${districtCode(station.region)} and id = ${station.id}`.execute(tx);
}

/** Stations that this year's rosters name, and how many deputies each of them names. */
function named(region: RegionCode, moment: Moment): RawBuilder<unknown> {
  return sql`
    select m.district_code, m.region, l.station as name, count(distinct m.person_id)::int as deputies
    from deputies.membership m
    join lateral (${listingOf(moment.year)}) l on true
    where ${within('m', region)} and ${heldOn(moment.day)} and m.merged_into is null and l.station is not null
    group by 1, 2, 3`;
}

export interface NamedStation {
  readonly region: RegionCode;
  readonly townName: string;
  readonly name: string;
  readonly deputies: number;
}

/** Those that rosters name and that nobody has described yet. */
export async function findUnregistered(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly moment: Moment; readonly unit?: string | undefined },
): Promise<NamedStation[]> {
  const { rows } = await sql<NamedStation>`
    select n.region, coalesce(r.name, n.region) as "townName", n.name, n.deputies
    from (${named(of.region, of.moment)}) n
    left join kernel.region r on r.code = n.region
    where not exists (
      select from deputies.station s
      where s.district_code = n.district_code and s.region = n.region and s.name = n.name)
      and (${of.unit ?? null}::text is null or n.name = ${of.unit ?? null})
    order by n.region, n.name collate "C"`.execute(tx);
  return rows;
}

/** A post of a station's deputy, as this year's roster has it. */
export interface StationPost {
  readonly stationId: string;
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly level: string;
}

/**
 * By what rosters attach a post to a place: they name its station and its place of work, and a village's notice board
 * shows whom the village votes for. Many towns write 工作单位及职务 in one column, which is kept as the post.
 */
const IS_ATTACHED = sql`case s.kind
  when 'workplace' then
    case when nullif(l.workplace, '') is null then starts_with(l.post, s.name) else l.workplace = s.name end
  when 'notice-board' then l.electoral_district = case m.level
    when 'county' then s.county_district when 'township' then s.township_district end
  else l.station = s.name end`;

/** Who stands on the list of a place of work tells where they work: it takes their word for that on the surface. */
function agreesToBeListed(surface: Surface | undefined): RawBuilder<boolean> {
  if (surface === undefined) return sql`true`;
  return sql`(s.kind <> 'workplace' or exists (
    select from kernel.consent c
    where c.district_code = m.district_code and c.person_id = m.person_id and c.field = 'workplace'
      and c.surface = ${surface} and c.until_day is null))`;
}

/**
 * Who is attached to some stations on the moment's day: posts held and not suspended, the highest level first.
 * @param of.surface where they are listed; undefined for the office, which sees all
 */
export async function findStationPosts(
  tx: Transaction,
  of: {
    readonly region: RegionCode;
    readonly moment: Moment;
    readonly stationIds: readonly string[];
    readonly surface?: Surface | undefined;
  },
): Promise<StationPost[]> {
  if (of.stationIds.length === 0) return [];
  const { rows } = await sql<StationPost>`
    select s.id as "stationId", m.id as "membershipId", m.person_id as "personId", p.name, m.level
    from deputies.station s
    join deputies.membership m on m.district_code = s.district_code and m.region = s.region
    join lateral (${listingOf(of.moment.year)}) l on ${IS_ATTACHED}
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    where ${within('s', of.region)} and s.id = any(${of.stationIds}::uuid[]) and ${heldOn(of.moment.day)}
      and m.merged_into is null and ${agreesToBeListed(of.surface)}
    order by s.id, ${rankOf(sql`m.level`)}, p.pinyin collate "C", m.id`.execute(tx);
  return rows;
}
