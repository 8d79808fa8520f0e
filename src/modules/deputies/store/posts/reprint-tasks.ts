import { type RawBuilder, sql } from 'kysely';
import type { RegionCode, Surface } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Level, ReprintReason } from '../../contract.ts';
import { isDelegatedAt } from '../delegation.ts';
import { allOf } from '../lists/filters.ts';
import { within } from '../lists/within.ts';

/** Something that hangs on paper and is not true any more. */
export interface ReprintTask {
  readonly id: string;
  readonly region: RegionCode;
  readonly personId: string;
  readonly membershipId: string | null;
  readonly surface: Surface;
  readonly reason: ReprintReason;
  readonly since: string;
}

/** Adds tasks; one that waits already for the same person, post, surface and reason is not added twice. */
export async function addReprintTasks(
  tx: Transaction,
  { district, recordedAt }: { readonly district: string; readonly recordedAt: string },
  tasks: readonly ReprintTask[],
): Promise<void> {
  if (tasks.length === 0) return;
  await sql`
    insert into deputies.reprint_task (district_code, id, region, person_id, membership_id, surface, reason, since,
      recorded_at)
    select ${district}, id, region, "personId", "membershipId", surface, reason, since, ${recordedAt}
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as task (
      id uuid, region text, "personId" uuid, "membershipId" uuid, surface text, reason text, since date)
    where not exists (
      select from deputies.reprint_task open
      where open.district_code = ${district} and open.person_id = task."personId" and open.surface = task.surface
        and open.reason = task.reason and open.membership_id is not distinct from task."membershipId"
        and open.done_at is null)`.execute(tx);
}

export interface OpenReprint extends Omit<ReprintTask, 'membershipId'> {
  readonly name: string;
  readonly townName: string;
  /** Of the post; of a person as a whole, who has one for the town at least, the township's. */
  readonly level: Level;
  readonly isDelegated: boolean;
}

interface Asked {
  readonly limit: number;
  readonly offset?: number;
  readonly personId?: string;
  readonly ids?: readonly string[];
  /** A group leader's group, or a clerk's station: what is of others is not theirs to see. */
  readonly unit?: { readonly column: 'group_name' | 'station'; readonly name: string };
}

function conditionsOf(region: RegionCode, { personId, ids, unit }: Asked): RawBuilder<boolean> {
  const conditions = [sql<boolean>`task.done_at is null`, within('task', region)];
  if (personId !== undefined) conditions.push(sql`task.person_id = ${personId}`);
  if (ids !== undefined) conditions.push(sql`task.id = any(${ids}::uuid[])`);
  if (unit !== undefined) {
    conditions.push(sql`exists (
      select from deputies.membership x
      join deputies.listing l on l.district_code = x.district_code and l.membership_id = x.id
      where x.district_code = task.district_code and x.person_id = task.person_id
        and x.id = coalesce(task.membership_id, x.id) and ${sql.ref(`l.${unit.column}`)} = ${unit.name})`);
  }
  return allOf(conditions);
}

/** How many wait in a region, and the oldest of them. */
export async function findReprintTasks(
  tx: Transaction,
  region: RegionCode,
  asked: Asked,
): Promise<{ readonly total: number; readonly items: readonly OpenReprint[] }> {
  const open = conditionsOf(region, asked);
  const { rows: items } = await sql<OpenReprint>`
    select task.id, task.region, coalesce(town.name, task.region) as "townName", task.person_id as "personId",
      person.name, task.surface, task.reason, task.since, coalesce(m.level, 'township') as level,
      coalesce(${isDelegatedAt('m')}, true) as "isDelegated"
    from deputies.reprint_task task
    join kernel.person person on person.district_code = task.district_code and person.id = task.person_id
    left join deputies.membership m on m.district_code = task.district_code and m.id = task.membership_id
    left join kernel.region town on town.code = task.region
    where ${open} order by task.since, task.id limit ${asked.limit} offset ${asked.offset ?? 0}`.execute(tx);
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from deputies.reprint_task task where ${open}`.execute(tx);
  return { total: rows[0]?.total ?? 0, items };
}

/** @returns the ids of those that were open until now */
export async function finishReprintTasks(
  tx: Transaction,
  { district, ids }: { readonly district: string; readonly ids: readonly string[] },
  at: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update deputies.reprint_task set done_at = ${at}
    where district_code = ${district} and id = any(${ids}::uuid[]) and done_at is null returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Takes away the tasks that a change had left, when the change is taken back before they were done. */
export async function dropReprintTasks(
  tx: Transaction,
  district: string,
  of: { readonly membershipIds: readonly string[]; readonly reason: ReprintReason },
): Promise<void> {
  await sql`
    delete from deputies.reprint_task
    where district_code = ${district} and membership_id = any(${of.membershipIds}::uuid[]) and reason = ${of.reason}
      and done_at is null`.execute(tx);
}
