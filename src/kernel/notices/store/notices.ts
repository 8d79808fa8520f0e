import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/database.ts';
import { RegionCode } from '../../values/region-code.ts';
import type { Notice, NoticeRecipient, Told } from '../notice-kind.ts';

/** A notice that is to be told, as it is put into the outbox. */
export interface NewNotice {
  readonly id: string;
  readonly district: string;
  readonly region: RegionCode;
  readonly recipient: NoticeRecipient;
  readonly kind: string;
  readonly subject: string;
  readonly uniqueKey: string;
  /** By the clock of the business: it is not told before. */
  readonly dueAt: string;
  /** By the machine's clock. */
  readonly recordedAt: string;
}

/** Puts notices into the outbox. What has been put there before under its unique key stays as it is. @returns how many are new */
export async function insertNotices(tx: Transaction, notices: readonly NewNotice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const { numAffectedRows } = await sql`
    insert into kernel.notice
      (district_code, id, unique_key, kind, subject, region, recipient, state, due_at, look_at, recorded_at)
    select district, id, "uniqueKey", kind, subject, region, recipient, 'waiting', "dueAt", "recordedAt", "recordedAt"
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as notice (district text, id uuid, "uniqueKey" text,
      kind text, subject text, region text, recipient jsonb, "dueAt" timestamptz, "recordedAt" timestamptz)
    on conflict (district_code, unique_key) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

interface NoticeRow {
  district_code: string;
  id: string;
  region: string;
  kind: string;
  subject: string;
  recipient: NoticeRecipient;
  due_at: string;
  recorded_at: string;
}

/** A notice with whom it is for, and since when it waits by the machine's clock. */
export interface WaitingNotice extends Notice {
  readonly recipient: NoticeRecipient;
  readonly recordedAt: string;
}

function noticeOf(row: NoticeRow): WaitingNotice {
  return {
    id: row.id,
    district: row.district_code,
    region: RegionCode.parse(row.region),
    kind: row.kind,
    subject: row.subject,
    dueAt: row.due_at,
    recipient: row.recipient,
    recordedAt: row.recorded_at,
  };
}

/** The notice that has waited longest of those that are due. @param at `now` by the business, `recordedAt` by the machine */
export async function findDueNotice(
  tx: Transaction,
  { now, recordedAt }: { readonly now: string; readonly recordedAt: string },
): Promise<WaitingNotice | undefined> {
  const { rows } = await sql<NoticeRow>`
    select * from kernel.notice where state = 'waiting' and look_at <= ${recordedAt} and due_at <= ${now}
    order by look_at, id limit 1`.execute(tx);
  return rows[0] && noticeOf(rows[0]);
}

export interface NoticeKey {
  readonly district: string;
  readonly id: string;
}

/** @returns undefined when there is none */
export async function findNotice(tx: Transaction, { district, id }: NoticeKey): Promise<WaitingNotice | undefined> {
  const { rows } = await sql<NoticeRow>`
    select * from kernel.notice where district_code = ${district} and id = ${id}`.execute(tx);
  return rows[0] && noticeOf(rows[0]);
}

/** Holds a notice that still waits, until the transaction ends. @returns undefined when another was quicker */
export async function holdWaitingNotice(
  tx: Transaction,
  { district, id }: NoticeKey,
): Promise<WaitingNotice | undefined> {
  const { rows } = await sql<NoticeRow>`
    select * from kernel.notice where district_code = ${district} and id = ${id} and state = 'waiting'
    for update skip locked`.execute(tx);
  return rows[0] && noticeOf(rows[0]);
}

/** A notice leaves the outbox: it is told of, there is nothing to tell, or nobody to tell it to. */
export async function closeNotice(
  tx: Transaction,
  { district, id }: NoticeKey,
  end:
    | { readonly state: 'addressed'; readonly told: Told | null; readonly at: string }
    | { readonly state: 'void' | 'nobody'; readonly at: string },
): Promise<void> {
  const told = end.state === 'addressed' && end.told !== null ? JSON.stringify(end.told) : null;
  await sql`
    update kernel.notice set state = ${end.state}, told = ${told}::jsonb, told_at = ${end.at}
    where district_code = ${district} and id = ${id}`.execute(tx);
}

/** The notice is looked at again then, by the machine's clock. */
export async function postponeNotice(tx: Transaction, { district, id }: NoticeKey, until: string): Promise<void> {
  await sql`
    update kernel.notice set look_at = ${until} where district_code = ${district} and id = ${id} and state = 'waiting'
    `.execute(tx);
}

/** Erases what was told before an instant; that it was told stays, so that it is not told again. @returns how many */
export async function forgetTold(tx: Transaction | Database, before: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update kernel.notice set told = null where told is not null and recorded_at < ${before}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
