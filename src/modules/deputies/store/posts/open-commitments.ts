import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** A commitment that is published and not answered yet. */
export interface OpenCommitment {
  readonly id: string;
  readonly membershipId: string;
  readonly personId: string;
  readonly year: number;
  readonly text: string;
  readonly state: 'published' | 'claimed';
  readonly revision: number;
}

export async function findOpenCommitments(
  tx: Transaction,
  district: string,
  membershipIds: readonly string[],
): Promise<OpenCommitment[]> {
  const { rows } = await sql<OpenCommitment>`
    select id, membership_id as "membershipId", person_id as "personId", year, text, state, revision
    from deputies.commitment
    where district_code = ${district} and membership_id = any(${membershipIds}::uuid[]) and state in ('published', 'claimed')
    order by year, id`.execute(tx);
  return rows;
}

/** A commitment that waits for a review when the post ends: nobody will be there to keep it. */
export interface SubmittedCommitment {
  readonly commitmentId: string;
  readonly revision: number;
}

export async function findSubmitted(
  tx: Transaction,
  district: string,
  membershipIds: readonly string[],
): Promise<SubmittedCommitment[]> {
  const { rows } = await sql<SubmittedCommitment>`
    select id as "commitmentId", revision from deputies.commitment
    where district_code = ${district} and membership_id = any(${membershipIds}::uuid[]) and state = 'submitted'
    order by id`.execute(tx);
  return rows;
}

export interface Withdrawal {
  readonly commitmentId: string;
  /** What the public reads. */
  readonly reason: string;
}

export interface Done {
  readonly district: string;
  /** When it takes effect. */
  readonly at: string;
  readonly recordedAt: string;
  readonly account: string;
  readonly role: string;
  readonly personId: string | undefined;
}

/** Withdraws published commitments, each with its public reason. */
export function withdrawOpen(tx: Transaction, done: Done, withdrawals: readonly Withdrawal[]): Promise<void> {
  return setState(tx, { ...done, state: 'withdrawn' }, withdrawals);
}

/** Returns what waits for a review, with what its author reads. */
export function returnSubmitted(tx: Transaction, done: Done, returns: readonly Withdrawal[]): Promise<void> {
  return setState(tx, { ...done, state: 'returned' }, returns);
}

/** Begins a state, never before what was the case last. */
async function setState(
  tx: Transaction,
  done: Done & { readonly state: 'withdrawn' | 'returned' },
  withdrawals: readonly Withdrawal[],
): Promise<void> {
  if (withdrawals.length === 0) return;
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(withdrawals)}::jsonb) as one ("commitmentId" uuid, reason text)
    ), last as (
      select c.commitment_id, max(c.seq) as seq, greatest(${done.at}::timestamptz,
        max(c.effective_at) filter (where c.superseded_at is null)) as at
      from deputies.commitment_change c join given on given."commitmentId" = c.commitment_id
      where c.district_code = ${done.district} group by c.commitment_id
    ), closed as (
      update deputies.commitment_change c set until_at = last.at from last
      where c.district_code = ${done.district} and c.commitment_id = last.commitment_id and c.superseded_at is null
        and c.until_at = 'infinity'
    ), changed as (
      update deputies.commitment c set state = ${done.state}, revision = revision + 1 from given
      where c.district_code = ${done.district} and c.id = given."commitmentId"
    )
    insert into deputies.commitment_change (district_code, commitment_id, seq, state, effective_at, is_assumed, how,
      recorded_at, role, by_account, by_person)
    select ${done.district}, given."commitmentId", last.seq + 1, ${done.state}, last.at, false, given.reason,
      ${done.recordedAt}, ${done.role}, ${done.account}, ${done.personId ?? null}
    from given join last on last.commitment_id = given."commitmentId"`.execute(tx);
}

export interface HandedOver {
  readonly commitmentId: string;
  readonly newId: string;
  readonly successorPostId: string;
}

/** Makes, for each commitment that is handed over, a published one of the successor's post, linked to the old one. */
export async function insertHandedOver(tx: Transaction, done: Done, handed: readonly HandedOver[]): Promise<void> {
  if (handed.length === 0) return;
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(handed)}::jsonb)
        as one ("commitmentId" uuid, "newId" uuid, "successorPostId" uuid)
    ), made as (
      insert into deputies.commitment (district_code, id, membership_id, person_id, region, level, year, group_name, kind,
        field, text, target, due_day, due_note, worry, themes, target_quantity, target_unit, measure, unit, extra, version,
        recorded_at, state, revision, origin, carried_from)
      select c.district_code, given."newId", m.id, m.person_id, m.region, m.level, c.year,
        (select l.group_name from deputies.listing l
         where l.district_code = m.district_code and l.membership_id = m.id and l.year = c.year),
        c.kind, c.field, c.text, c.target, c.due_day, c.due_note, c.worry, c.themes, c.target_quantity, c.target_unit,
        null, null, '{}', 1, ${done.recordedAt}, 'published', 1, 'handed-over', c.id
      from given
      join deputies.commitment c on c.district_code = ${done.district} and c.id = given."commitmentId"
      join deputies.membership m on m.district_code = ${done.district} and m.id = given."successorPostId"
    )
    insert into deputies.commitment_change (district_code, commitment_id, seq, state, effective_at, is_assumed,
      recorded_at, role, by_account, by_person)
    select ${done.district}, "newId", 1, 'published', ${done.at}, false, ${done.recordedAt}, ${done.role},
      ${done.account}, ${done.personId ?? null}
    from given`.execute(tx);
}

/** Makes withdrawals and returns of a change undone that nothing stands on: the commitments are as they were before it. */
export async function undoWithdrawals(
  tx: Transaction,
  { district, recordedAt }: Pick<Done, 'district' | 'recordedAt'>,
  withdrawn: readonly { readonly commitmentId: string; readonly state: string }[],
): Promise<void> {
  if (withdrawn.length === 0) return;
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(withdrawn)}::jsonb) as one ("commitmentId" uuid, state text)
    ), last as (
      select c.commitment_id, max(c.seq) as seq from deputies.commitment_change c
      join given on given."commitmentId" = c.commitment_id
      where c.district_code = ${district} and c.superseded_at is null group by c.commitment_id
    ), given_up as (
      update deputies.commitment_change c set superseded_at = ${recordedAt} from last
      where c.district_code = ${district} and c.commitment_id = last.commitment_id and c.seq = last.seq
    ), before as (
      select c.commitment_id, max(c.seq) as seq from deputies.commitment_change c join last
        on last.commitment_id = c.commitment_id and c.seq < last.seq
      where c.district_code = ${district} and c.superseded_at is null group by c.commitment_id
    ), reopened as (
      update deputies.commitment_change c set until_at = 'infinity' from before
      where c.district_code = ${district} and c.commitment_id = before.commitment_id and c.seq = before.seq
    )
    update deputies.commitment c set state = given.state, revision = revision + 1 from given
    where c.district_code = ${district} and c.id = given."commitmentId"`.execute(tx);
}

/** Takes away commitments that a hand-over made, with the steps that came along. */
export async function deleteCommitments(tx: Transaction, district: string, ids: readonly string[]): Promise<void> {
  await sql`delete from deputies.milestone where district_code = ${district} and commitment_id = any(${ids}::uuid[])`.execute(
    tx,
  );
  await sql`delete from deputies.commitment_change where district_code = ${district} and commitment_id = any(${ids}::uuid[])`.execute(
    tx,
  );
  await sql`delete from deputies.commitment where district_code = ${district} and id = any(${ids}::uuid[])`.execute(tx);
}

/** Whether commitments are still as a change left them: of the revision given, in the state given. */
export async function countTouched(
  tx: Transaction,
  district: string,
  left: readonly { readonly commitmentId: string; readonly state: string; readonly revision: number }[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from jsonb_to_recordset(${JSON.stringify(left)}::jsonb) as given ("commitmentId" uuid, state text, revision int)
    left join deputies.commitment c on c.district_code = ${district} and c.id = given."commitmentId"
    where (c.state, c.revision) is distinct from (given.state, given.revision)`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** How many commitments, in whatever state, some posts have besides those named. */
export async function countOtherCommitments(
  tx: Transaction,
  district: string,
  { membershipIds, besides }: { readonly membershipIds: readonly string[]; readonly besides: readonly string[] },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from deputies.commitment
    where district_code = ${district} and membership_id = any(${membershipIds}::uuid[])
      and not id = any(${besides}::uuid[])`.execute(tx);
  return rows[0]?.count ?? 0;
}
