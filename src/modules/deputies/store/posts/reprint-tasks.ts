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

/** What hangs of a post on a surface, and which of its fields are not true any more. */
export interface Differing {
  readonly id: string;
  readonly region: RegionCode;
  readonly personId: string;
  readonly membershipId: string;
  readonly surface: Surface;
  readonly changes: readonly string[];
}

const DIFFERING = sql.raw(`(id uuid, region text, "personId" uuid, "membershipId" uuid, surface text, changes jsonb)`);
const FIELDS = sql.raw(`array(select jsonb_array_elements_text(now.changes))`);

/** Says of what waits already which fields differ; what does not wait yet does from now on. */
export async function noteChanges(
  tx: Transaction,
  { district, recordedAt, since }: { readonly district: string; readonly recordedAt: string; readonly since: string },
  differing: readonly Differing[],
): Promise<void> {
  if (differing.length === 0) return;
  const rows = JSON.stringify(differing);
  const isOfNow = sql.raw(`task.person_id = now."personId" and task.surface = now.surface and task.done_at is null
    and coalesce(task.membership_id, now."membershipId") = now."membershipId"`);
  await sql`
    update deputies.reprint_task task set changes = ${FIELDS}
    from jsonb_to_recordset(${rows}::jsonb) as now ${DIFFERING}
    where task.district_code = ${district} and ${isOfNow} and task.changes <> ${FIELDS}`.execute(tx);
  await sql`
    insert into deputies.reprint_task (district_code, id, region, person_id, membership_id, surface, reason, since,
      recorded_at, changes)
    select ${district}, now.id, now.region, now."personId", now."membershipId", now.surface, 'content-changed', ${since},
      ${recordedAt}, ${FIELDS}
    from jsonb_to_recordset(${rows}::jsonb) as now ${DIFFERING}
    where not exists (
      select from deputies.reprint_task task where task.district_code = ${district} and ${isOfNow})`.execute(tx);
}

/** What hangs and is true again waits no more on that account; what waits for another reason goes on waiting. */
export async function dropMended(
  tx: Transaction,
  district: string,
  mended: readonly Pick<Differing, 'membershipId' | 'surface'>[],
): Promise<void> {
  if (mended.length === 0) return;
  const rows = JSON.stringify(mended);
  const isMended = sql`task.district_code = ${district} and task.membership_id = now."membershipId"
    and task.surface = now.surface and task.done_at is null`;
  await sql`
    delete from deputies.reprint_task task
    using jsonb_to_recordset(${rows}::jsonb) as now ("membershipId" uuid, surface text)
    where ${isMended} and task.reason = 'content-changed'`.execute(tx);
  await sql`
    update deputies.reprint_task task set changes = '{}'
    from jsonb_to_recordset(${rows}::jsonb) as now ("membershipId" uuid, surface text)
    where ${isMended} and task.changes <> '{}'`.execute(tx);
}

/** Closes what waited to be printed anew of some posts on a surface, now that it was. @returns how many */
export async function finishPrinted(
  tx: Transaction,
  { district, at }: { readonly district: string; readonly at: string },
  of: { readonly surface: Surface; readonly membershipIds: readonly string[] },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update deputies.reprint_task task set done_at = ${at}
    where task.district_code = ${district} and task.surface = ${of.surface} and task.done_at is null
      and task.membership_id = any(${[...of.membershipIds]}::uuid[])`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export interface OpenReprint extends ReprintTask {
  readonly name: string;
  readonly townName: string;
  /** Of the post; of a person as a whole, who has one for the town at least, the township's. */
  readonly level: Level;
  readonly isDelegated: boolean;
  /** Which fields of what hangs are not true any more, where it was printed here. */
  readonly changes: readonly string[];
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
      task.membership_id as "membershipId", person.name, task.surface, task.reason, task.since, task.changes, coalesce(m.level, 'township') as level,
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
