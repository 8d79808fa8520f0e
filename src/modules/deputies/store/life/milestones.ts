import { sql } from 'kysely';
import type { Day, RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Milestone } from '../../domain/life/milestone.ts';
import { within } from '../lists/within.ts';
import type { HeldCommitment } from './held.ts';
import type { Hand } from './steps.ts';

export interface MilestoneRow extends Milestone {
  readonly id: string;
  readonly district: string;
  readonly title: string;
  readonly reason: string | null;
  readonly isOnBehalf: boolean;
}

const COLUMNS = sql.raw(`m.id, m.district_code as district, m.commitment_id as "commitmentId", m.title,
  m.planned_day as "plannedDay", m.given_up_at as "givenUpAt", m.reason, m.is_on_behalf as "isOnBehalf", (
    select e.day from deputies.progress_entry e
    where e.district_code = m.district_code and e.milestone_id = m.id and e.withdrawn_at is null) as "reachedDay"`);

/** The milestones of some commitments in the order of their days, those that were given up among them. */
export async function findMilestones(tx: Transaction, commitmentIds: readonly string[]): Promise<MilestoneRow[]> {
  const { rows } = await sql<MilestoneRow>`
    select ${COLUMNS} from deputies.milestone m
    join deputies.commitment c on c.district_code = m.district_code and c.id = m.commitment_id
    where c.id = any(${commitmentIds}::uuid[])
    order by m.planned_day, m.planned_at, m.id`.execute(tx);
  return rows;
}

/** A milestone that nobody else settles meanwhile. */
export async function lockMilestone(
  tx: Transaction,
  id: string,
  region: RegionCode,
): Promise<MilestoneRow | undefined> {
  await sql`select from deputies.milestone m where m.id = ${id} and ${within('m', region)} for update`.execute(tx);
  const { rows } = await sql<MilestoneRow>`
    select ${COLUMNS} from deputies.milestone m where m.id = ${id} and ${within('m', region)}`.execute(tx);
  return rows[0];
}

export async function insertMilestone(
  tx: Transaction,
  held: HeldCommitment,
  { hand, ...planned }: { readonly id: string; readonly title: string; readonly plannedDay: Day; readonly hand: Hand },
): Promise<void> {
  await tx
    .insertInto('deputies.milestone')
    .values({
      district_code: held.district,
      id: planned.id,
      commitment_id: held.id,
      region: held.region,
      title: planned.title,
      planned_day: planned.plannedDay,
      is_on_behalf: hand.personId !== held.personId,
      by_account: hand.account,
      planned_at: hand.at,
      given_up_at: null,
      reason: null,
    })
    .execute();
}

/** Plans, for other commitments, what is planned for some: the title and the day. */
export async function copyMilestones(
  tx: Transaction,
  { district, account, at }: { readonly district: string; readonly account: string; readonly at: string },
  copies: readonly { readonly milestoneId: string; readonly newId: string; readonly toCommitmentId: string }[],
): Promise<void> {
  if (copies.length === 0) return;
  await sql`
    insert into deputies.milestone (district_code, id, commitment_id, region, title, planned_day, is_on_behalf, by_account,
      planned_at)
    select c.district_code, copy."newId", c.id, c.region, m.title, m.planned_day, true, ${account}, ${at}
    from jsonb_to_recordset(${JSON.stringify(copies)}::jsonb)
      as copy ("milestoneId" uuid, "newId" uuid, "toCommitmentId" uuid)
    join deputies.milestone m on m.district_code = ${district} and m.id = copy."milestoneId"
    join deputies.commitment c on c.district_code = ${district} and c.id = copy."toCommitmentId"`.execute(tx);
}

export async function giveUpMilestoneRow(
  tx: Transaction,
  { district, id }: MilestoneRow,
  by: { readonly at: string; readonly reason: string },
): Promise<void> {
  await tx
    .updateTable('deputies.milestone')
    .set({ given_up_at: by.at, reason: by.reason })
    .where('district_code', '=', district)
    .where('id', '=', id)
    .execute();
}
