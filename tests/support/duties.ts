import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { RegionCode, districtCode } from '#kernel/contract.ts';
import { type Actor, type Stage, perform } from '#kernel/index.server.ts';
import { logDuty, setVillage } from '#modules/deputies/index.server.ts';
import { NOW, SHIQIAO, type TestPost, operatorOf } from './deputies.ts';
import { deputyOf } from './life.ts';

/** A village, as the operator puts it on record. @returns its id */
export async function aVillage(
  stage: Stage,
  { region = SHIQIAO, name = '石坝村', householdCount = 40 } = {},
): Promise<string> {
  const input = { region, name, householdCount };
  return (await perform(stage, operatorOf('500199000000'), { useCase: setVillage, input })).villageId;
}

/** What the form for a visit says, unless a test says otherwise. */
export function aVisit(post: Pick<TestPost, 'id'>, more: Readonly<Record<string, unknown>> = {}) {
  return {
    ...{ id: randomUUID(), membershipId: post.id, kind: 'visit', day: '2020-10-28', unnumbered: 1 },
    ...{ topics: ['roads'], ...more },
  };
}

/** A duty, as its deputy writes it down. @returns its id */
export async function aDuty(
  stage: Stage,
  post: TestPost,
  { by, ...more }: Readonly<Record<string, unknown>> & { readonly by?: Actor } = {},
): Promise<string> {
  return (await perform(stage, by ?? deputyOf(post), { useCase: logDuty, input: aVisit(post, more) })).id;
}

/** The row of a duty, written beside the use cases. @returns its id */
export async function dutyRow(
  { database }: Pick<Stage, 'database'>,
  post: Pick<TestPost, 'id' | 'personId' | 'region'>,
  of: { readonly station?: string; readonly group?: string; readonly note?: string } = {},
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into deputies.duty (district_code, id, membership_id, person_id, region, station, group_name, year, kind, day,
      unnumbered, topics, note, is_on_behalf, by_account, recorded_at, logged_at)
    values (${districtCode(RegionCode.parse(post.region))}, ${id}, ${post.id}, ${post.personId}, ${post.region},
      ${of.station ?? null}, ${of.group ?? null}, 2020, 'visit', '2020-10-20', 1, '{roads}', ${of.note ?? null}, false,
      'test', ${NOW}, ${NOW})`.execute(database);
  return id;
}

/** The row of a village, written beside the use cases. @returns its id */
export async function villageRow(
  { database }: Pick<Stage, 'database'>,
  { region, name }: { readonly region: string; readonly name: string },
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into deputies.village (district_code, id, region, name, household_count)
    values (${districtCode(RegionCode.parse(region))}, ${id}, ${region}, ${name}, 40)`.execute(database);
  return id;
}
