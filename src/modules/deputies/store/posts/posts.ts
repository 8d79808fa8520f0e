import { type RawBuilder, sql } from 'kysely';
import { RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { type EndReason, Level } from '../../contract.ts';
import { isDelegatedAt } from '../delegation.ts';
import { type Suspension, earlierSuspensions } from './suspensions.ts';
import '../tables.ts';

/** A post as the office knows it: what rosters say, and what was decided besides. */
export interface OfficePost {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly region: RegionCode;
  readonly townName: string;
  readonly level: Level;
  readonly fromDay: string;
  readonly untilDay: string | null;
  readonly isByElection: boolean;
  readonly endedDay: string | null;
  readonly begunDay: string | null;
  readonly endReason: EndReason | null;
  readonly endNote: string | null;
  readonly suspendedFrom: string | null;
  /** Those that were over before that one began, in their order. */
  readonly earlierSuspensions: readonly Suspension[];
  readonly suspendedUntil: string | null;
  readonly isLeading: boolean | null;
  readonly congress: string | null;
  readonly electoralDistrict: string | null;
  readonly group: string | null;
  readonly activityGroup: string | null;
  readonly station: string | null;
  readonly workplace: string | null;
  readonly post: string | null;
  /** Of the latest listing. */
  readonly year: number | null;
  /** Whether the district lets the town act for this level. */
  readonly isDelegated: boolean;
}

const COLUMNS = sql`
  m.id, m.person_id as "personId", p.name, m.region, coalesce(r.name, m.region) as "townName", m.level,
  m.from_day as "fromDay", m.until_day as "untilDay", m.is_by_election as "isByElection", m.begun_day as "begunDay",
  m.ended_day as "endedDay",
  m.end_reason as "endReason", m.end_note as "endNote", m.suspended_from as "suspendedFrom",
  m.suspended_until as "suspendedUntil", ${earlierSuspensions('m')} as "earlierSuspensions", m.is_leading as "isLeading", coalesce(m.congress, l.congress) as congress,
  l.electoral_district as "electoralDistrict", l.group_name as "group", l.activity_group as "activityGroup", l.station,
  l.workplace, l.post, l.year, ${isDelegatedAt('m')} as "isDelegated"`;

async function select(tx: Transaction, district: string, where: RawBuilder<unknown>): Promise<OfficePost[]> {
  const { rows } = await sql<OfficePost>`
    select ${COLUMNS}
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join kernel.region r on r.code = m.region
    left join lateral (
      select * from deputies.listing l where l.district_code = m.district_code and l.membership_id = m.id
      order by l.year desc limit 1) l on true
    where m.district_code = ${district} and m.merged_into is null and ${where}
    order by m.from_day desc, m.region, m.id`.execute(tx);
  return rows.map((row) => ({ ...row, region: RegionCode.parse(row.region), level: Level.parse(row.level) }));
}

/** All posts of some persons that the actor may see, the latest first. */
export function findPostsOf(tx: Transaction, district: string, personIds: readonly string[]): Promise<OfficePost[]> {
  return select(tx, district, sql`m.person_id = any(${personIds}::uuid[])`);
}

export function findPostsById(tx: Transaction, district: string, ids: readonly string[]): Promise<OfficePost[]> {
  return select(tx, district, sql`m.id = any(${ids}::uuid[])`);
}

/** Posts of a level in a region that are not over before a day by the office's decision. */
export function findPostsOfLevel(
  tx: Transaction,
  { district, region, level }: { readonly district: string; readonly region: RegionCode; readonly level: Level },
): Promise<OfficePost[]> {
  return select(tx, district, sql`m.level = ${level} and starts_with(m.region, ${significantDigits(region)})`);
}

/** All posts in a region. */
export function findPostsWithin(
  tx: Transaction,
  { district, region }: { readonly district: string; readonly region: RegionCode },
): Promise<OfficePost[]> {
  return select(tx, district, sql`starts_with(m.region, ${significantDigits(region)})`);
}

interface Key {
  readonly district: string;
  readonly id: string;
}

export interface Ending {
  readonly day: string;
  readonly reason: EndReason;
  readonly note: string | null;
}

interface Keys {
  readonly district: string;
  readonly ids: readonly string[];
}

/** Writes that posts have ended, or, with null, that they have not: then their days are again what the rosters say. */
export async function setEnding(tx: Transaction, { district, ids }: Keys, ending: Ending | null): Promise<void> {
  await sql`
    update deputies.membership
    set ended_day = ${ending?.day ?? null}, end_reason = ${ending?.reason ?? null}, end_note = ${ending?.note ?? null},
      until_day = coalesce(${ending?.day ?? null}::date, listed_until)
    where district_code = ${district} and id = any(${ids}::uuid[])`.execute(tx);
}

/** @param to `isNew` for one that follows the one before, which stays as it was; else that one is changed */
export async function setSuspension(
  tx: Transaction,
  { district, id }: Key,
  { from, until, isNew }: { readonly from: string | null; readonly until: string | null; readonly isNew: boolean },
): Promise<void> {
  await sql`
    update deputies.membership set suspended_from = ${from}, suspended_until = ${until},
      earlier_suspensions = case when ${isNew} and suspended_from is not null
        then earlier_suspensions + datemultirange(daterange(suspended_from, suspended_until))
        else earlier_suspensions end
    where district_code = ${district} and id = ${id}`.execute(tx);
}

export async function setIsLeading(tx: Transaction, { district, id }: Key, isLeading: boolean | null): Promise<void> {
  await sql`
    update deputies.membership set is_leading = ${isLeading} where district_code = ${district} and id = ${id}`.execute(
    tx,
  );
}

export interface Beginning {
  readonly day: string;
  readonly congress: string;
}

/**
 * Writes from which day posts are held by the office's decision, and in which congress, or, with null, that the rosters
 * say both.
 */
export async function setBegun(tx: Transaction, { district, ids }: Keys, beginning: Beginning | null): Promise<void> {
  const { day = null, congress = null } = beginning ?? {};
  await sql`
    update deputies.membership
    set begun_day = ${day}, congress = ${congress}, from_day = coalesce(${day}::date, listed_from, from_day)
    where district_code = ${district} and id = any(${ids}::uuid[])`.execute(tx);
}

export interface BegunPost {
  readonly id: string;
  readonly personId: string;
  readonly region: string;
  readonly level: Level;
  readonly fromDay: string;
  readonly congress: string | null;
  readonly isByElection: boolean;
}

export async function insertPosts(tx: Transaction, district: string, posts: readonly BegunPost[]): Promise<void> {
  if (posts.length === 0) return;
  await sql`
    insert into deputies.membership (district_code, id, person_id, region, level, from_day, begun_day, congress,
      is_by_election)
    select ${district}, id, "personId", region, level, "fromDay", "fromDay", congress, "isByElection"
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as post (
      id uuid, "personId" uuid, region text, level text, "fromDay" date, congress text, "isByElection" boolean)`.execute(
    tx,
  );
}

export interface BegunListing {
  readonly membershipId: string;
  readonly year: number;
  readonly congress: string | null;
  readonly electoralDistrict: string | null;
  readonly group: string | null;
  readonly station: string | null;
}

/** What the office says of a post in the year in which it begins; the town's next roster says the rest. */
export async function insertListing(tx: Transaction, district: string, listing: BegunListing): Promise<void> {
  await sql`
    insert into deputies.listing (district_code, membership_id, year, congress, electoral_district, group_name, station)
    values (${district}, ${listing.membershipId}, ${listing.year}, ${listing.congress}, ${listing.electoralDistrict},
      ${listing.group}, ${listing.station})`.execute(tx);
}

/** Gives new posts the listings that a year's roster has of other posts of the same persons. */
export async function copyListings(
  tx: Transaction,
  { district, year }: { readonly district: string; readonly year: number },
  pairs: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  if (pairs.length === 0) return;
  await sql`
    insert into deputies.listing (district_code, membership_id, year, congress, electoral_district, phone,
      is_phone_public, is_workplace_public, group_name, activity_group, station, workplace, post, stated_from,
      stated_until, remarks, extra)
    select l.district_code, pair."to", l.year, l.congress, l.electoral_district, l.phone, l.is_phone_public,
      l.is_workplace_public, l.group_name, l.activity_group, l.station, l.workplace, l.post, l.stated_from,
      l.stated_until, l.remarks, l.extra
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair ("from" uuid, "to" uuid)
    join deputies.listing l on l.district_code = ${district} and l.membership_id = pair."from" and l.year = ${year}
    `.execute(tx);
}

/** Posts made by mistake are taken away with their listings, as long as nothing else stands on them. */
export async function deletePosts(tx: Transaction, district: string, ids: readonly string[]): Promise<void> {
  await sql`delete from deputies.listing where district_code = ${district} and membership_id = any(${ids}::uuid[])`.execute(
    tx,
  );
  await sql`delete from deputies.membership where district_code = ${district} and id = any(${ids}::uuid[])`.execute(tx);
}

/** The years in which each of some posts is listed. */
export async function findListedYearsOf(
  tx: Transaction,
  district: string,
  ids: readonly string[],
): Promise<Map<string, { readonly year: number; readonly congress: string | null }[]>> {
  const { rows } = await sql<{ id: string; year: number; congress: string | null }>`
    select membership_id as id, year, congress from deputies.listing
    where district_code = ${district} and membership_id = any(${ids}::uuid[]) order by year`.execute(tx);
  return Map.groupBy(rows, ({ id }) => id);
}

/** Towns of a region of which a year's whole roster is there. */
export async function findCompleteRosters(
  tx: Transaction,
  { region, year }: { readonly region: RegionCode; readonly year: number },
): Promise<Set<string>> {
  const { rows } = await sql<{ region: string }>`
    select region from deputies.roster
    where starts_with(region, ${significantDigits(region)}) and year = ${year} and is_complete`.execute(tx);
  return new Set(rows.map((row) => row.region));
}
