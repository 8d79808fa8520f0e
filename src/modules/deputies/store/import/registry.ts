import { sql } from 'kysely';
import { RegionCode } from '#kernel/contract.ts';
import { findPeople, seeingAll } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Level } from '../../contract.ts';
import { type Listing, type Post, Registry } from '../../domain/import/registry.ts';
import '../tables.ts';

interface ListedPost {
  readonly id: string;
  readonly personId: string;
  readonly region: string;
  readonly level: string;
  readonly congress: string | null;
  readonly endedDay: string | null;
  readonly listings: readonly Listing[];
}

/** What the store knows of everybody who bears one of some names, and of everybody listed in some towns. */
export async function loadRegistry(
  tx: Transaction,
  district: string,
  of: { readonly names: readonly string[]; readonly towns: readonly string[] },
): Promise<Registry> {
  const registry = new Registry();
  // Somebody with posts in two towns is one person, whichever town's officer hands in the roster.
  const posts = await seeingAll(tx, () => findPosts(tx, district, of));
  const people = await findPeople(tx, district, {
    names: of.names,
    ids: posts.map((post) => post.personId),
  });
  // Somebody without a post, such as an officer with an account, is no deputy who bears the name.
  const holders = new Set(posts.map((post) => post.personId));
  const deputies = people.filter(({ id }) => holders.has(id));
  for (const { pinyin, initials, ...person } of deputies) registry.savePerson(person);
  for (const { listings, ...post } of posts) {
    registry.savePost({
      ...post,
      region: RegionCode.parse(post.region),
      level: Level.parse(post.level),
      listings: new Map(listings.map((listing) => [listing.year, listing])),
    });
  }
  const rosters = await tx
    .selectFrom('deputies.roster')
    .select(['region', 'year', 'is_complete'])
    .where('district_code', '=', district)
    .execute();
  for (const { region, year, is_complete } of rosters) registry.saveRoster(RegionCode.parse(region), year, is_complete);
  return registry;
}

async function findPosts(
  tx: Transaction,
  district: string,
  { names, towns }: { readonly names: readonly string[]; readonly towns: readonly string[] },
): Promise<ListedPost[]> {
  const { rows } = await sql<ListedPost>`
    select m.id, m.person_id as "personId", m.region, m.level, m.congress, m.ended_day as "endedDay", jsonb_agg(jsonb_build_object(
      'year', l.year, 'congress', l.congress, 'electoralDistrict', l.electoral_district, 'phone', l.phone,
      'isPhonePublic', l.is_phone_public, 'isWorkplacePublic', l.is_workplace_public, 'group', l.group_name,
      'activityGroup', l.activity_group, 'station', l.station, 'workplace', l.workplace, 'post', l.post,
      'statedFrom', l.stated_from, 'statedTo', l.stated_until, 'remarks', l.remarks, 'extra', l.extra)) as listings
    from deputies.membership m
    join deputies.listing l on l.district_code = m.district_code and l.membership_id = m.id
    where m.district_code = ${district} and m.merged_into is null and m.person_id in (
      select id from kernel.person where district_code = ${district} and name = any(${names})
      union
      select person_id from deputies.membership where district_code = ${district} and region = any(${towns}))
    group by m.district_code, m.id
    order by m.id`.execute(tx);
  return rows;
}

export interface SpannedPost extends Post {
  readonly fromDay: string;
  readonly untilDay: string | null;
}

/** Saves posts with all of their listings. When the office has said when a post began or ended, that stays. */
export async function savePosts(tx: Transaction, district: string, posts: readonly SpannedPost[]): Promise<void> {
  if (posts.length === 0) return;
  const memberships = posts.map(({ listings, ...post }) => post);
  await sql`
    insert into deputies.membership as held (district_code, id, person_id, region, level, from_day, until_day,
      listed_from, listed_until)
    select ${district}, id, "personId", region, level, "fromDay", "untilDay", "fromDay", "untilDay"
    from jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) as post (
      id uuid, "personId" uuid, region text, level text, "fromDay" date, "untilDay" date)
    on conflict (district_code, id) do update set
      from_day = coalesce(held.begun_day, excluded.from_day), until_day = coalesce(held.ended_day, excluded.until_day),
      listed_from = excluded.from_day, listed_until = excluded.until_day`.execute(tx);
  const listings = posts.flatMap(({ id, listings: own }) => [...own.values()].map((listing) => ({ id, ...listing })));
  await sql`
    insert into deputies.listing (district_code, membership_id, year, congress, electoral_district, phone,
      is_phone_public, is_workplace_public, group_name, activity_group, station, workplace, post,
      stated_from, stated_until, remarks, extra)
    select ${district}, id, year, congress, "electoralDistrict", phone, "isPhonePublic", "isWorkplacePublic",
      "group", "activityGroup", station, workplace, post, "statedFrom", "statedTo", remarks, extra
    from jsonb_to_recordset(${JSON.stringify(listings)}::jsonb) as listing (
      id uuid, year int, congress text, "electoralDistrict" text, phone text, "isPhonePublic" boolean,
      "isWorkplacePublic" boolean, "group" text, "activityGroup" text, station text, workplace text, post text,
      "statedFrom" date, "statedTo" date, remarks text, extra jsonb)
    on conflict (district_code, membership_id, year) do update set
      congress = excluded.congress, electoral_district = excluded.electoral_district, phone = excluded.phone,
      is_phone_public = excluded.is_phone_public, is_workplace_public = excluded.is_workplace_public,
      group_name = excluded.group_name, activity_group = excluded.activity_group, station = excluded.station,
      workplace = excluded.workplace, post = excluded.post, stated_from = excluded.stated_from,
      stated_until = excluded.stated_until, remarks = excluded.remarks, extra = excluded.extra`.execute(tx);
  await moveCommitmentsToGroups(tx, district, posts);
}

/** A commitment is counted in the group in which the roster of its year lists the post. */
async function moveCommitmentsToGroups(tx: Transaction, district: string, posts: readonly Post[]): Promise<void> {
  await sql`
    update deputies.commitment c set group_name = l.group_name
    from deputies.listing l
    where c.district_code = ${district} and l.district_code = ${district}
      and c.membership_id = any(${posts.map((post) => post.id)})
      and l.membership_id = c.membership_id and l.year = c.year
      and c.group_name is distinct from l.group_name`.execute(tx);
}

export async function saveRosters(
  tx: Transaction,
  district: string,
  rosters: readonly { readonly region: string; readonly year: number; readonly isComplete: boolean }[],
): Promise<void> {
  if (rosters.length === 0) return;
  await tx
    .insertInto('deputies.roster')
    .values(
      rosters.map(({ region, year, isComplete }) => ({
        district_code: district,
        region,
        year,
        is_complete: isComplete,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['district_code', 'region', 'year'])
        .doUpdateSet((row) => ({ is_complete: row.ref('excluded.is_complete') })),
    )
    .execute();
}

/** Any number that no other lock of ours has; the second half is the district. */
const IMPORT_INTO = 7_269_004;

/** Whoever plans an import of a district waits until the import before it is written: they would plan for the same people. */
export async function lockImports(tx: Transaction, district: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${IMPORT_INTO}::int, ${Number(district)}::int)`.execute(tx);
}
