import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type RegionCode, districtCode } from '#kernel/contract.ts';
import type { Stage } from '#kernel/index.server.ts';
import { NOW } from './deputies.ts';

type Db = Pick<Stage, 'database'>;

/** A station under the name that rosters use. @returns its id */
export async function aStation(
  { database }: Db,
  {
    region,
    name,
    openedOn = null,
    closedOn = null,
  }: {
    readonly region: RegionCode;
    readonly name: string;
    readonly openedOn?: string | null;
    readonly closedOn?: string | null;
  },
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into deputies.station (district_code, id, region, name, kind, address, opened_on, closed_on, changed_at)
    values (${districtCode(region)}, ${id}, ${region}, ${name}, 'home', '正街 1 号', ${openedOn}, ${closedOn}, ${NOW})`.execute(
    database,
  );
  return id;
}

/** Receives each Thursday from 9 to half past 11, with one holder of a post; one day is called off. @returns the rule's id */
export async function aReceptionRule(
  { database }: Db,
  of: { readonly region: RegionCode; readonly stationId: string; readonly membershipId?: string | undefined },
): Promise<string> {
  const { region, stationId, membershipId } = of;
  const [id, district] = [randomUUID(), districtCode(region)];
  await sql`
    insert into deputies.reception_rule (district_code, id, station_id, region, pattern, weekdays, from_day, starts, ends,
      on_holiday, changed_at)
    values (${district}, ${id}, ${stationId}, ${region}, 'weekly', '{4}', '2020-01-01', '09:00', '11:30', 'next', ${NOW})
    `.execute(database);
  if (membershipId !== undefined) {
    await sql`
      insert into deputies.reception_deputy (district_code, rule_id, membership_id, region)
      values (${district}, ${id}, ${membershipId}, ${region})`.execute(database);
  }
  await sql`
    insert into deputies.reception_exception (district_code, rule_id, day, region, kind, changed_at)
    values (${district}, ${id}, '2020-12-24', ${region}, 'cancelled', ${NOW})`.execute(database);
  return id;
}
