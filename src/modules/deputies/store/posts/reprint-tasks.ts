import { sql } from 'kysely';
import type { RegionCode, Surface } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ReprintReason } from '../../contract.ts';
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

export interface OpenReprint extends Omit<ReprintTask, 'id' | 'membershipId'> {
  readonly name: string;
}

/** How many wait in a region, and the oldest of them. */
export async function findReprintTasks(
  tx: Transaction,
  region: RegionCode,
  of: { readonly limit: number; readonly personId?: string },
): Promise<{ readonly total: number; readonly items: readonly OpenReprint[] }> {
  const open = sql`task.done_at is null and ${within('task', region)}
    and (${of.personId ?? null}::uuid is null or task.person_id = ${of.personId ?? null})`;
  const { rows: items } = await sql<OpenReprint>`
    select task.region, task.person_id as "personId", person.name, task.surface, task.reason, task.since
    from deputies.reprint_task task
    join kernel.person person on person.district_code = task.district_code and person.id = task.person_id
    where ${open} order by task.since, task.id limit ${of.limit}`.execute(tx);
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from deputies.reprint_task task where ${open}`.execute(tx);
  return { total: rows[0]?.total ?? 0, items };
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
