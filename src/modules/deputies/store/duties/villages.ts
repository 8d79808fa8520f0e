import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { HouseholdRange } from '../../contract.ts';
import { within } from '../lists/within.ts';
import { rangesOf } from './duties.ts';

export interface VillageRow {
  readonly id: string;
  readonly region: RegionCode;
  readonly townName: string;
  readonly name: string;
  readonly householdCount: number;
  readonly isClosed: boolean;
}

const VILLAGE = sql`
  v.id, v.region, coalesce(r.name, v.region) as "townName", v.name, v.household_count as "householdCount",
  v.is_closed as "isClosed"`;

export async function findVillage(tx: Transaction, id: string, region: RegionCode): Promise<VillageRow | undefined> {
  const { rows } = await sql<VillageRow>`
    select ${VILLAGE} from deputies.village v left join kernel.region r on r.code = v.region
    where v.id = ${id} and ${within('v', region)}`.execute(tx);
  return rows[0];
}

/** Those that can be visited, of some towns, by their names. */
export async function findVillagesOf(tx: Transaction, towns: readonly string[]): Promise<VillageRow[]> {
  const { rows } = await sql<VillageRow>`
    select ${VILLAGE} from deputies.village v left join kernel.region r on r.code = v.region
    where v.region = any(${towns}::text[]) and not v.is_closed order by v.region, v.name`.execute(tx);
  return rows;
}

export interface CoverageRow extends VillageRow {
  readonly visits: number;
  readonly visited: readonly HouseholdRange[];
  readonly unnumbered: number;
  readonly latest: string | null;
}

interface Asked {
  readonly region: RegionCode;
  readonly town: RegionCode | undefined;
  readonly year: number;
}

interface Totals {
  readonly total: number;
  readonly householdCount: number;
  readonly visited: number;
  readonly unnumbered: number;
}

const visitsIn = (year: number): RawBuilder<unknown> => sql`
  select count(*)::int as visits, coalesce(sum(d.unnumbered), 0)::int as unnumbered, max(d.day) as latest,
    coalesce(range_agg(d.households), '{}') * int4multirange(int4range(1, v.household_count + 1)) as numbers
  from deputies.duty d
  where d.district_code = v.district_code and d.village_id = v.id and d.year = ${year} and d.withdrawn_at is null`;

/** Villages by town and name, with how far each was visited in a year, and the sums of all of them. */
export async function findCoverage(
  tx: Transaction,
  { region, town, year }: Asked,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly totals: Totals; readonly items: readonly CoverageRow[] }> {
  const which = sql`${within('v', region)} and ${town === undefined ? sql`true` : sql`v.region = ${town}`}`;
  const { rows } = await sql<Totals>`
    select count(*)::int as total, coalesce(sum(v.household_count) filter (where not v.is_closed), 0)::int as "householdCount",
      coalesce(sum(c.unnumbered) filter (where not v.is_closed), 0)::int as unnumbered,
      coalesce(sum((select sum(upper(part) - lower(part)) from unnest(c.numbers) as part))
        filter (where not v.is_closed), 0)::int as visited
    from deputies.village v cross join lateral (${visitsIn(year)}) c where ${which}`.execute(tx);
  const { rows: items } = await sql<CoverageRow>`
    select ${VILLAGE}, c.visits, ${rangesOf(sql`c.numbers`)} as visited, c.unnumbered, c.latest
    from deputies.village v
    left join kernel.region r on r.code = v.region
    cross join lateral (${visitsIn(year)}) c
    where ${which} order by v.is_closed, v.region, v.name limit ${limit} offset ${offset}`.execute(tx);
  return { totals: rows[0] ?? { total: 0, householdCount: 0, visited: 0, unnumbered: 0 }, items };
}

/** The highest number of a village that was ever visited; 0 where none was. */
export async function findHighestVisited(tx: Transaction, district: string, villageId: string): Promise<number> {
  const { rows } = await sql<{ highest: number }>`
    select coalesce(max(upper(households) - 1), 0) as highest from deputies.duty
    where district_code = ${district} and village_id = ${villageId} and withdrawn_at is null and households <> '{}'
    `.execute(tx);
  return rows[0]?.highest ?? 0;
}

/** @returns false where the town has another village of the name */
export async function saveVillage(
  tx: Transaction,
  district: string,
  { id, region, name, householdCount, isClosed }: Omit<VillageRow, 'townName'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from deputies.village
    where district_code = ${district} and region = ${region} and name = ${name} and id <> ${id}`.execute(tx);
  if (rows.length > 0) return false;
  await sql`
    insert into deputies.village (district_code, id, region, name, household_count, is_closed)
    values (${district}, ${id}, ${region}, ${name}, ${householdCount}, ${isClosed})
    on conflict (district_code, id) do update
    set name = excluded.name, household_count = excluded.household_count, is_closed = excluded.is_closed`.execute(tx);
  return true;
}
