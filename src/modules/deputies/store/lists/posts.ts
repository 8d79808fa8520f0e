import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Moment } from '../../domain/moment.ts';
import { listingOf, rankOf } from './relations.ts';
import { SHOWS_WORKPLACE } from './search.ts';
import { within } from './within.ts';

export interface PostRow {
  readonly membershipId: string;
  readonly personId: string;
  readonly level: string;
  readonly townCode: string;
  readonly townName: string;
  readonly congress: string | null;
  readonly electoralDistrict: string | null;
  readonly group: string | null;
  readonly activityGroup: string | null;
  readonly station: string | null;
  /** Null as well where there is no consent to show them. */
  readonly workplace: string | null;
  readonly post: string | null;
  readonly from: string;
  readonly until: string | null;
}

/**
 * Posts of some persons as a year's listing tells of them, the highest level first: those held on a day between `since`
 * and the moment's, and those named besides, such as one that was given up after a commitment was made in it.
 */
export async function findPosts(
  tx: Transaction,
  of: { readonly personIds: readonly string[]; readonly region: RegionCode; readonly moment: Moment },
  also: { readonly since: string; readonly membershipIds: readonly string[] },
): Promise<PostRow[]> {
  const { personIds, region, moment } = of;
  const { rows } = await sql<PostRow>`
    select m.id as "membershipId", m.person_id as "personId", m.level, m.region as "townCode",
      coalesce(r.name, m.region) as "townName", l.congress, l.electoral_district as "electoralDistrict",
      l.group_name as "group", l.activity_group as "activityGroup", l.station,
      case when shown.workplace then l.workplace end as workplace, case when shown.workplace then l.post end as post,
      m.from_day as "from", m.until_day as "until"
    from deputies.membership m
    left join kernel.region r on r.code = m.region
    left join lateral (${listingOf(moment.year)}) l on true
    cross join lateral (select ${SHOWS_WORKPLACE} as workplace) shown
    where ${within('m', region)} and m.person_id = any(${personIds}::uuid[]) and m.merged_into is null
      and ((m.from_day <= ${moment.day} and (m.until_day is null or ${also.since} < m.until_day))
        or m.id = any(${also.membershipIds}::uuid[]))
    order by ${rankOf(sql`m.level`)}, m.region, m.from_day, m.id`.execute(tx);
  return rows;
}
