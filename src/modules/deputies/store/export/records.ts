import { sql } from 'kysely';
import { type RegionCode, districtCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { NameOrder } from '../../contract.ts';
import type { LedgerRecord, RosterRecord } from '../../domain/export/tables.ts';
import { byName } from '../lists/name-order.ts';
import { rankOf } from '../lists/relations.ts';
import { loadRegistry } from '../import/registry.ts';
import { findLedgerCommitments } from '../import/commitments.ts';
import '../tables.ts';

export interface Wanted {
  readonly region: RegionCode;
  readonly year: number;
  readonly order: NameOrder;
}

/** The rosters of a year, in the order of towns, levels and names. */
export async function findRosterRecords(tx: Transaction, { region, year, order }: Wanted): Promise<RosterRecord[]> {
  const { rows: towns } = await sql<{ code: string; name: string }>`
    select code, name from kernel.region where code like ${`${significantDigits(region)}%`}`.execute(tx);
  const names = new Map(towns.map(({ code, name }) => [code, name]));
  const registry = await loadRegistry(tx, districtCode(region), { names: [], towns: [...names.keys()] });
  const records = [...registry.posts.values()].flatMap((post): RosterRecord[] => {
    const listing = post.listings.get(year);
    const person = registry.people.get(post.personId);
    const town = names.get(post.region);
    return listing === undefined || person === undefined || town === undefined
      ? []
      : [{ id: post.id, level: post.level, town, person, listing }];
  });
  const { rows } = await sql<{ id: string }>`
    select m.id from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    where m.district_code = ${districtCode(region)} and m.id = any(${records.map(({ id }) => id)}::uuid[])
    order by m.region, ${rankOf(sql`m.level`)}, ${byName(order, 'p')}, m.id`.execute(tx);
  const places = new Map(rows.map(({ id }, place) => [id, place]));
  return records.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
}

/** The ledgers of a year, in the order of towns and names. */
export async function findLedgerRecords(tx: Transaction, { region, year, order }: Wanted): Promise<LedgerRecord[]> {
  const { rows } = await sql<{ id: string; postId: string; town: string; name: string; phone: string | null }>`
    select c.id, c.membership_id as "postId", r.name as town, p.name, coalesce(l.phone, p.phone) as phone
    from deputies.commitment c
    join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
    join kernel.region r on r.code = c.region
    left join deputies.listing l
      on l.district_code = c.district_code and l.membership_id = c.membership_id and l.year = c.year
    where c.district_code = ${districtCode(region)} and c.year = ${year}
      and c.region like ${`${significantDigits(region)}%`} and c.state not in ('draft', 'submitted', 'returned')
    order by c.region, ${byName(order, 'p')}, c.id`.execute(tx);
  const commitments = await findLedgerCommitments(tx, districtCode(region), {
    postIds: [...new Set(rows.map(({ postId }) => postId))],
    years: [year],
  });
  const byId = new Map(commitments.map((commitment) => [commitment.id, commitment]));
  return rows.flatMap(({ id, town, name, phone }) => {
    const commitment = byId.get(id);
    return commitment === undefined ? [] : [{ town, name, phone, commitment }];
  });
}
