import { sql } from 'kysely';
import type { Day, RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { EntryKind } from '../../contract.ts';
import { within } from '../lists/within.ts';
import type { HeldCommitment } from './held.ts';
import type { Hand } from './steps.ts';

export interface EntryRow {
  readonly id: string;
  readonly commitmentId: string;
  readonly kind: EntryKind;
  readonly text: string;
  readonly day: Day;
  readonly milestoneId: string | null;
  /** Of the milestone that was reached. */
  readonly title: string | null;
  readonly plannedDay: Day | null;
  readonly quantity: string | null;
  /** Keyed in by the office. */
  readonly isOnBehalf: boolean;
  readonly byAccount: string;
  readonly reportedAt: string;
}

const COLUMNS =
  sql.raw(`e.id, e.commitment_id as "commitmentId", e.kind, e.text, e.day, e.milestone_id as "milestoneId",
  m.title, m.planned_day as "plannedDay",
  trim_scale(e.quantity)::text as quantity, e.is_on_behalf as "isOnBehalf", e.by_account as "byAccount",
  e.reported_at as "reportedAt"`);

const ENTRIES = sql`
  select ${COLUMNS} from deputies.progress_entry e
  left join deputies.milestone m on m.district_code = e.district_code and m.id = e.milestone_id`;

/** The entries of a commitment in the order of their days, withdrawn ones left out. */
export async function findEntries(tx: Transaction, commitmentId: string, region: RegionCode): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    ${ENTRIES}
    where e.district_code = (select c.district_code from deputies.commitment c where c.id = ${commitmentId})
      and e.commitment_id = ${commitmentId} and ${within('e', region)} and e.withdrawn_at is null
    order by e.day, e.reported_at, e.id`.execute(tx);
  return rows;
}

export async function findEntry(tx: Transaction, id: string, region: RegionCode): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    ${ENTRIES}
    where e.id = ${id} and ${within('e', region)} and e.withdrawn_at is null`.execute(tx);
  return rows[0];
}

export interface EntrySubject {
  readonly entryId: string;
  readonly commitmentId: string;
  readonly commitment: string;
  readonly name: string;
  /** What was reported. */
  readonly text: string;
}

/** Of which deputy and commitment some entries are, those of a region alone. */
export async function findEntrySubjects(
  tx: Transaction,
  entryIds: readonly string[],
  region: RegionCode,
): Promise<EntrySubject[]> {
  const { rows } = await sql<EntrySubject>`
    select e.id as "entryId", c.id as "commitmentId", c.text as commitment, p.name, e.text
    from deputies.progress_entry e
    join deputies.commitment c on c.district_code = e.district_code and c.id = e.commitment_id
    join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
    where e.id = any(${[...entryIds]}::uuid[]) and ${within('e', region)}`.execute(tx);
  return rows;
}

export interface NewEntry {
  readonly id: string;
  readonly text: string;
  readonly day: Day;
  readonly milestoneId: string | null;
  readonly quantity: string | null;
}

/** @returns false when an entry of this id is there already: what is sent twice is one entry */
export async function insertEntry(
  tx: Transaction,
  held: HeldCommitment,
  { hand, ...entry }: NewEntry & { readonly hand: Hand },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('deputies.progress_entry')
    .values({
      district_code: held.district,
      id: entry.id,
      commitment_id: held.id,
      person_id: held.personId,
      region: held.region,
      kind: entry.milestoneId === null ? 'progress' : 'milestone',
      text: entry.text,
      day: entry.day,
      milestone_id: entry.milestoneId,
      quantity: entry.quantity,
      is_on_behalf: hand.personId !== held.personId,
      by_account: hand.account,
      recorded_at: hand.recordedAt,
      reported_at: hand.at,
      withdrawn_at: null,
    })
    .onConflict((conflict) => conflict.columns(['district_code', 'id']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** When the latest entry of a commitment was made: from then on it stalls. The revision stays, as nothing else changes. */
export async function touchCommitment(tx: Transaction, { district, id }: HeldCommitment): Promise<void> {
  await sql`
    update deputies.commitment set last_entry_at = (
      select max(reported_at) from deputies.progress_entry
      where district_code = ${district} and commitment_id = ${id} and withdrawn_at is null)
    where district_code = ${district} and id = ${id}`.execute(tx);
}

export async function withdrawEntryRow(
  tx: Transaction,
  { district, id, at }: { readonly district: string; readonly id: string; readonly at: string },
): Promise<void> {
  await tx
    .updateTable('deputies.progress_entry')
    .set({ withdrawn_at: at })
    .where('district_code', '=', district)
    .where('id', '=', id)
    .execute();
}
