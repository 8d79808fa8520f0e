import { type RawBuilder, sql } from 'kysely';
import { RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Level } from '../../contract.ts';
import { isDelegatedAt } from '../delegation.ts';
import { allOf } from '../lists/filters.ts';
import { heldOn } from '../lists/relations.ts';
import { within } from '../lists/within.ts';
import '../tables.ts';

/** Where the group of a post is at home: `homeOfGroup` as a column. */
const HOME = sql<string>`case when m.level in ('national', 'provincial', 'prefectural')
  then rpad(m.district_code, 12, '0') else rpad(left(m.region, 9), 12, '0') end`;

/** What the latest roster until a year says of a post that was held on some day of it. */
function postsOfYear(year: number): RawBuilder<unknown> {
  const [first, next] = [`${year}-01-01`, `${year + 1}-01-01`];
  return sql`
    deputies.membership m
    join lateral (
      select l.group_name, nullif(l.activity_group, '') as activity_group from deputies.listing l
      where l.district_code = m.district_code and l.membership_id = m.id and l.year <= ${year}
      order by l.year desc limit 1) l on l.group_name is not null
    where m.merged_into is null and m.from_day < ${next} and (m.until_day is null or m.until_day > ${first})`;
}

interface Asked {
  readonly region: RegionCode;
  readonly year: number;
  readonly day: string;
}

/** A deputy group, or an activity group in it, with how many hold a post in it on the day. */
export interface GroupRow {
  readonly region: RegionCode;
  readonly regionName: string;
  readonly group: string;
  readonly activityGroup: string | null;
  readonly levels: readonly Level[];
  readonly members: number;
}

/** The groups of a year, those of whole groups' members without an activity group first. */
export async function findGroups(tx: Transaction, { region, year, day }: Asked): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select g.*, coalesce(r.name, g.region) as "regionName" from (
    select ${HOME} as region, l.group_name as "group", l.activity_group as "activityGroup",
      array_agg(distinct m.level) as levels, (count(distinct m.person_id) filter (where ${heldOn(day)}))::int as members
    from ${postsOfYear(year)} and ${within('m', region)} and starts_with(${HOME}, ${significantDigits(region)})
    group by 1, 2, 3) g
    left join kernel.region r on r.code = g.region
    order by g.region, g."group", g."activityGroup" nulls first`.execute(tx);
  return rows.map((row) => ({ ...row, region: RegionCode.parse(row.region) }));
}

/** Somebody in a deputy group. */
export interface Member {
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly level: Level;
  /** Where the group is at home. */
  readonly region: RegionCode;
  readonly group: string;
  readonly activityGroup: string | null;
  readonly fromDay: string;
  readonly untilDay: string | null;
  readonly isHeld: boolean;
  readonly isDelegated: boolean;
}

/** The members of some groups of a home, whether they hold the post on the day or not. */
export async function findMembers(
  tx: Transaction,
  { region, year, day, groups }: Asked & { readonly groups?: readonly string[] },
): Promise<Member[]> {
  const conditions = [within('m', region), sql<boolean>`${HOME} = ${region}`];
  if (groups !== undefined) conditions.push(sql`l.group_name = any(${groups}::text[])`);
  const { rows } = await sql<Member>`
    select m.id as "membershipId", m.person_id as "personId", p.name, m.level, ${HOME} as region,
      l.group_name as "group", l.activity_group as "activityGroup", m.from_day as "fromDay", m.until_day as "untilDay",
      coalesce(${heldOn(day)}, false) as "isHeld", ${isDelegatedAt('m')} as "isDelegated"
    from (select m.*, l.group_name, l.activity_group from ${postsOfYear(year)} and ${within('m', region)}) m
    cross join lateral (select m.group_name, m.activity_group) l
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    where ${allOf(conditions)}
    order by l.activity_group nulls first, p.pinyin, m.id`.execute(tx);
  return rows.map((row) => ({ ...row, region: RegionCode.parse(row.region), level: Level.parse(row.level) }));
}

/** Deputies in post on a day who are found by name, for a list of guests. */
export async function findByName(
  tx: Transaction,
  { region, year, day, q }: Asked & { readonly q: string },
): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select m.id as "membershipId", m.person_id as "personId", p.name, m.level, ${HOME} as region,
      coalesce(l.group_name, '') as "group", nullif(l.activity_group, '') as "activityGroup", m.from_day as "fromDay",
      m.until_day as "untilDay", true as "isHeld", true as "isDelegated"
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join lateral (
      select * from deputies.listing l where l.district_code = m.district_code and l.membership_id = m.id
        and l.year <= ${year} order by l.year desc limit 1) l on true
    where ${within('m', region)} and m.merged_into is null and ${heldOn(day)}
      and (starts_with(p.name, ${q}) or starts_with(p.pinyin, ${q}) or starts_with(p.initials, ${q}))
    order by p.pinyin, m.id limit 30`.execute(tx);
  return rows.map((row) => ({ ...row, region: RegionCode.parse(row.region), level: Level.parse(row.level) }));
}

/** Posts by their ids that are held on a day within a region, with the group that the year's roster lists them in. */
export async function findHeldPosts(
  tx: Transaction,
  { region, year, day, ids }: Asked & { readonly ids: readonly string[] },
): Promise<Pick<Member, 'membershipId' | 'personId' | 'group' | 'activityGroup'>[]> {
  const { rows } = await sql<Pick<Member, 'membershipId' | 'personId' | 'group' | 'activityGroup'>>`
    select m.id as "membershipId", m.person_id as "personId", coalesce(l.group_name, '') as "group",
      nullif(l.activity_group, '') as "activityGroup"
    from deputies.membership m
    left join lateral (
      select * from deputies.listing l where l.district_code = m.district_code and l.membership_id = m.id
        and l.year <= ${year} order by l.year desc limit 1) l on true
    where ${within('m', region)} and m.id = any(${ids}::uuid[]) and m.merged_into is null and ${heldOn(day)}
    order by m.id`.execute(tx);
  return rows;
}
