import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import { type SearchPart } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { PeopleFilter } from '../../contract.ts';
import { allOf } from '../lists/filters.ts';
import { byName } from '../lists/name-order.ts';
import { holds, inLowerCase } from '../lists/search.ts';
import { within } from '../lists/within.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly pinyin: string;
  readonly towns: readonly string[];
  readonly levels: readonly string[];
  readonly posts: number;
  readonly isInPost: boolean;
  readonly commitments: number;
}

/** One page of the persons with a post in a region. @param unit of a group leader: only the posts of that group */
export async function findPeoplePage(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly unit: string | undefined; readonly day: string },
  asked: {
    readonly filter: Omit<PeopleFilter, 'q' | 'page'>;
    readonly parts: readonly SearchPart[];
    readonly limit: number | null;
    readonly offset: number;
  },
): Promise<{ readonly total: number; readonly people: readonly PersonRow[] }> {
  const { filter, parts } = asked;
  const held = sql<boolean>`m.from_day <= ${of.day} and (m.until_day is null or ${of.day} < m.until_day)`;
  const suspended = sql<boolean>`m.suspended_from is not null and m.suspended_from <= ${of.day}
    and (m.suspended_until is null or ${of.day} < m.suspended_until)`;
  const conditions = [
    within('m', filter.town ?? of.region),
    within('m', of.region),
    sql<boolean>`m.merged_into is null`,
  ];
  if (filter.level !== undefined) conditions.push(sql`m.level = ${filter.level}`);
  if (of.unit !== undefined) {
    conditions.push(sql`exists (
      select from deputies.listing l where l.district_code = m.district_code and l.membership_id = m.id
        and l.group_name = ${of.unit})`);
  }
  for (const { text } of parts) {
    conditions.push(holds(inLowerCase(sql`concat_ws(E'\n', p.name, p.pinyin, p.initials)`, parts), text));
  }
  const standing = {
    all: sql<boolean>`true`,
    'in-post': sql<boolean>`bool_or(${held} and not coalesce(${suspended}, false))`,
    suspended: sql<boolean>`bool_or(${held} and ${suspended})`,
    ended: sql<boolean>`not bool_or(${held})`,
  }[filter.standing];
  const { rows } = await sql<PersonRow & { total: number }>`
    select p.id, p.name, p.pinyin, count(*) over ()::int as total, array_agg(distinct coalesce(r.name, m.region)) as towns,
      array_agg(distinct m.level) as levels, count(*)::int as posts, bool_or(${held}) as "isInPost",
      (select count(*)::int from deputies.commitment c
        where c.district_code = p.district_code and c.person_id = p.id
          and c.state in ('published', 'claimed', 'fulfilled', 'withdrawn')) as commitments
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join kernel.region r on r.code = m.region
    where ${allOf(conditions)}
    group by p.district_code, p.id
    having ${standing}
    order by ${byName(filter.order, 'p')}
    limit ${asked.limit} offset ${asked.offset}`.execute(tx);
  return { total: rows[0]?.total ?? 0, people: rows };
}
