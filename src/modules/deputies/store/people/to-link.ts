import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Level } from '../../contract.ts';
import { within } from '../lists/within.ts';

/** The latest listing of a post. */
const LISTING = sql`left join lateral (
  select * from deputies.listing l where l.district_code = m.district_code and l.membership_id = m.id
  order by l.year desc limit 1) l on true`;

/** A person as namesakes are told apart: by the latest post. None for somebody who has none, such as an officer. */
export interface Namesake {
  readonly id: string;
  readonly name: string;
  readonly level: Level | null;
  readonly townName: string | null;
  readonly electoralDistrict: string | null;
}

/** Everybody of a name in a district, without records that were merged into others. */
export async function findNamesakes(tx: Transaction, district: string, name: string): Promise<Namesake[]> {
  const { rows } = await sql<Namesake>`
    select distinct on (p.id) p.id, p.name, m.level, coalesce(r.name, m.region) as "townName",
      l.electoral_district as "electoralDistrict"
    from kernel.person p
    left join deputies.membership m on m.district_code = p.district_code and m.person_id = p.id
    left join kernel.region r on r.code = m.region
    ${LISTING}
    where p.district_code = ${district} and p.name = ${name} and p.merged_into is null
    order by p.id, m.from_day desc, m.id limit 50`.execute(tx);
  return rows;
}

/** A station or a group of deputies, as rosters name it, and the town where it is. */
export interface RosterUnit {
  readonly region: RegionCode;
  readonly role: 'station-clerk' | 'group-leader';
  readonly name: string;
}

/** The stations and groups that the posts of a region name. */
export async function findUnits(tx: Transaction, region: RegionCode): Promise<RosterUnit[]> {
  const { rows } = await sql<RosterUnit>`
    select distinct m.region, unit.role, unit.name
    from deputies.membership m ${LISTING}
    cross join lateral (values ('station-clerk', l.station), ('group-leader', l.group_name)) unit (role, name)
    where ${within('m', region)} and unit.name is not null
    order by unit.role, m.region, unit.name`.execute(tx);
  return rows;
}
