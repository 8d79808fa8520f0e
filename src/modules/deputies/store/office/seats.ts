import { sql } from 'kysely';
import type { Day, RegionCode } from '#kernel/contract.ts';
import type { SearchPart } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Level } from '../../contract.ts';
import { isDelegatedAt } from '../delegation.ts';
import { allOf } from '../lists/filters.ts';
import { listingOf, rankOf } from '../lists/relations.ts';
import { byName } from '../lists/name-order.ts';
import { holds, inLowerCase } from '../lists/search.ts';
import { within } from '../lists/within.ts';

/** A post in which somebody could promise, as it is found by the name of who holds it. */
export interface FoundSeat {
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly region: RegionCode;
  readonly townName: string;
  readonly level: Level;
  readonly electoralDistrict: string | null;
  readonly station: string | null;
  readonly group: string | null;
  readonly isDelegated: boolean;
}

/** Posts held on a day by whoever is called so: by name, by its sound, or by its initials. */
export async function findSeatsByName(
  tx: Transaction,
  parts: readonly SearchPart[],
  of: { readonly region: RegionCode; readonly day: Day; readonly year: number; readonly limit: number },
): Promise<FoundSeat[]> {
  const words = inLowerCase(sql`concat_ws(E'\n', p.name, p.pinyin, p.initials)`, parts);
  const { rows } = await sql<FoundSeat>`
    select m.id as "membershipId", m.person_id as "personId", p.name, m.region, coalesce(r.name, m.region) as "townName",
      m.level, l.electoral_district as "electoralDistrict", l.station, l.group_name as "group", ${isDelegatedAt('m')} as "isDelegated"
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join kernel.region r on r.code = m.region
    left join lateral (${listingOf(of.year)}) l on true
    where ${within('m', of.region)} and m.from_day <= ${of.day} and (m.until_day is null or ${of.day} < m.until_day)
      and ${allOf(parts.map((part) => holds(words, part.text)))}
    order by ${byName('pinyin', 'p')}, ${rankOf(sql`m.level`)}, m.id
    limit ${of.limit}`.execute(tx);
  return rows;
}
