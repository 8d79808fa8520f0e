import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Level } from '../../contract.ts';
import type { Moment } from '../../domain/moment.ts';
import type { PrintPromise } from '../../domain/printing/content.ts';
import { isDelegatedAt } from '../delegation.ts';
import { allOf } from '../lists/filters.ts';
import { heldOn, listingOf, promises, rankOf } from '../lists/relations.ts';
import { within } from '../lists/within.ts';

export interface PrintPost {
  readonly membershipId: string;
  readonly personId: string;
  readonly region: RegionCode;
  readonly level: Level;
  readonly isDelegated: boolean;
  readonly isHeld: boolean;
  readonly name: string;
  readonly townName: string;
  readonly phone: string | null;
  readonly workplace: string | null;
  readonly post: string | null;
  readonly electoralDistrict: string | null;
  readonly station: string | null;
  readonly group: string | null;
}

export interface AskedPosts {
  readonly region: RegionCode;
  readonly moment: Moment;
  /** Those of these persons, held or not; without it those held on the moment's day. */
  readonly personIds?: readonly string[];
  /** A group leader's group, or a station. */
  readonly unit?: { readonly column: 'group_name' | 'station'; readonly name: string };
}

/** Posts in a region as paper shows them: by town, the highest level first, then by name. */
export async function findPrintPosts(
  tx: Transaction,
  { region, moment, personIds, unit }: AskedPosts,
): Promise<PrintPost[]> {
  const conditions = [within('m', region), sql`m.merged_into is null`];
  if (personIds === undefined) conditions.push(heldOn(moment.day));
  else conditions.push(sql`m.person_id = any(${[...personIds]}::uuid[])`);
  if (unit !== undefined) conditions.push(sql`${sql.ref(`l.${unit.column}`)} = ${unit.name}`);
  const { rows } = await sql<PrintPost>`
    select m.id as "membershipId", m.person_id as "personId", m.region, m.level, ${isDelegatedAt('m')} as "isDelegated",
      coalesce(${heldOn(moment.day)}, false) as "isHeld", p.name, coalesce(r.name, m.region) as "townName", p.phone,
      nullif(l.workplace, '') as workplace, nullif(l.post, '') as post, l.electoral_district as "electoralDistrict",
      l.station, l.group_name as "group"
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join kernel.region r on r.code = m.region
    left join lateral (${listingOf(moment.year)}) l on true
    where ${allOf(conditions)}
    order by m.region, ${rankOf(sql`m.level`)}, p.pinyin collate "C", m.id`.execute(tx);
  return rows;
}

/** What some posts promised in the moment's year and did not withdraw, by post: what is due first first. */
export async function findPrintPromises(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly moment: Moment; readonly membershipIds: readonly string[] },
): Promise<ReadonlyMap<string, readonly PrintPromise[]>> {
  const { rows } = await sql<{ id: string; promises: PrintPromise[] }>`
    select c.membership_id as id, jsonb_agg(jsonb_build_object('text', c.text, 'target', c.target, 'dueDay', c.due_day)
      order by c.due_day nulls last, c.id) as promises
    from (${promises(of.moment, of.region, { words: false })}) p
    join deputies.commitment c on c.district_code = p.district_code and c.id = p.id
    where p.state <> 'withdrawn' and c.membership_id = any(${[...of.membershipIds]}::uuid[])
    group by 1`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.promises]));
}
