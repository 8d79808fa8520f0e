import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { RegionCode, districtCode, significantDigits } from '../../values/region-code.ts';
import type { Attachment, BlurArea, Screening } from '../domain/attachment.ts';

/** The names under which the store of files keeps an attachment. */
export interface KeptFiles {
  readonly sha256: string | null;
  readonly smallSha256: string | null;
  readonly tinySha256: string | null;
}

export interface StoredAttachment extends Attachment, KeptFiles {
  /** Of the file as it came, until it was processed. */
  readonly original: string | null;
}

export type NewAttachment = Omit<
  Attachment,
  | ('state' | 'screening' | 'showsResidents' | 'refusal' | 'blurred')
  | ('version' | 'screenedAt' | 'screenedBy' | 'subjectKind' | 'subjectId')
> & {
  readonly subject: { readonly kind: string; readonly id: string };
  readonly isWithheld: boolean;
  readonly original: string;
  readonly originalSha256: string;
};

const COLUMNS = sql`id, region, unit, subject_kind as "subjectKind", subject_id as "subjectId", role, kind, format, name, state,
  screening, shows_residents as "showsResidents", refusal, original, sha256, small_sha256 as "smallSha256",
  tiny_sha256 as "tinySha256", width, height, bytes, blurred, version, received_at as "receivedAt",
  received_by as "receivedBy", screened_at as "screenedAt", screened_by as "screenedBy"`;

async function rowsOf(tx: Transaction, rest: RawBuilder<unknown>): Promise<StoredAttachment[]> {
  const { rows } = await sql<StoredAttachment>`select ${COLUMNS} from kernel.attachment ${rest}`.execute(tx);
  return rows.map((row) => ({ ...row, region: RegionCode.parse(row.region) }));
}

const within = (region: RegionCode) => sql`region like ${`${significantDigits(region)}%`}`;

export async function insertAttachment(tx: Transaction, row: NewAttachment): Promise<void> {
  await sql`
    insert into kernel.attachment (district_code, id, region, unit, subject_kind, subject_id, role, kind, format, name, state,
      screening, is_withheld, original, original_sha256, width, height, bytes, received_at, received_by)
    values (${districtCode(row.region)}, ${row.id}, ${row.region}, ${row.unit}, ${row.subject.kind}, ${row.subject.id}, ${row.role},
      ${row.kind}, ${row.format}, ${row.name}, 'received', 'waiting', ${row.isWithheld}, ${row.original}, ${row.originalSha256},
      ${row.width}, ${row.height}, ${row.bytes}, ${row.receivedAt}, ${row.receivedBy})`.execute(tx);
}

/** Keeps all that belongs to something from the public, though it was screened, or no longer. */
export async function withholdAttachments(
  tx: Transaction,
  subject: { readonly region: RegionCode; readonly kind: string; readonly id: string },
  isWithheld: boolean,
): Promise<void> {
  await sql`
    update kernel.attachment set is_withheld = ${isWithheld}
    where district_code = ${districtCode(subject.region)} and subject_kind = ${subject.kind}
      and subject_id = ${subject.id}`.execute(tx);
}

/** One by its id, in whatever region. */
export async function findAttachment(tx: Transaction, id: string): Promise<StoredAttachment | undefined> {
  return (await rowsOf(tx, sql`where id = ${id}`))[0];
}

/** One of a region, kept from others until the end of the transaction. */
export async function findAttachmentForChange(
  tx: Transaction,
  id: string,
  region: RegionCode,
): Promise<StoredAttachment | undefined> {
  return (await rowsOf(tx, sql`where id = ${id} and ${within(region)} for update`))[0];
}

/** All of some subjects, in the order in which they came. */
export function findAttachmentsOf(
  tx: Transaction,
  subjectKind: string,
  subjectIds: readonly string[],
): Promise<StoredAttachment[]> {
  const rest = sql`where subject_kind = ${subjectKind} and subject_id = any(${[...subjectIds]}) order by received_at, id`;
  return rowsOf(tx, rest);
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

const IS_WAITING = sql`screening = 'waiting' and state = 'processed'`;

/** Whose work it is to screen: of a region, or only of one station in it. */
export interface Desk {
  readonly region: RegionCode;
  /** Undefined for whoever works for all of the region; null for a clerk without a station, who has nothing to do. */
  readonly unit: string | null | undefined;
}

const ofDesk = ({ region, unit }: Desk) =>
  unit === undefined ? within(region) : sql`${within(region)} and unit = ${unit}`;

/** What waits for screening at a desk, the oldest first. */
export function findWaiting(tx: Transaction, desk: Desk, { offset, limit }: Page): Promise<StoredAttachment[]> {
  return rowsOf(
    tx,
    sql`where ${ofDesk(desk)} and ${IS_WAITING} order by received_at, id limit ${limit} offset ${offset}`,
  );
}

export async function countWaiting(tx: Transaction, desk: Desk): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from kernel.attachment where ${ofDesk(desk)} and ${IS_WAITING}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** What has come in and was not processed yet, the oldest first. */
export function findReceived(tx: Transaction, limit: number): Promise<StoredAttachment[]> {
  return rowsOf(tx, sql`where state = 'received' order by received_at, id limit ${limit}`);
}

export interface Processed extends KeptFiles {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

const at = ({ region, id }: Pick<Attachment, 'region' | 'id'>) =>
  sql`where district_code = ${districtCode(region)} and id = ${id}`;

/** Names what is kept of one, and lets go of the file as it came. */
export async function updateProcessed(tx: Transaction, row: StoredAttachment, to: Processed): Promise<void> {
  await sql`
    update kernel.attachment set state = 'processed', original = null, sha256 = ${to.sha256},
      small_sha256 = ${to.smallSha256}, tiny_sha256 = ${to.tinySha256}, format = ${to.format}, width = ${to.width},
      height = ${to.height}, bytes = ${to.bytes} ${at(row)}`.execute(tx);
}

/** For one that could not be read. @param refusal the code of why */
export async function updateUnreadable(tx: Transaction, row: StoredAttachment, refusal: string): Promise<void> {
  await sql`
    update kernel.attachment set state = 'refused', screening = 'refused', original = null, refusal = ${refusal},
      bytes = 0 ${at(row)}`.execute(tx);
}

export interface Screened {
  readonly screening: Screening;
  readonly by: string;
  readonly at: string;
  readonly showsResidents: boolean | null;
  readonly refusal: string | null;
  readonly blurred: readonly BlurArea[];
  readonly files: KeptFiles;
  readonly bytes: number;
}

/** Names what is kept after screening, under the next version. */
export async function updateScreened(tx: Transaction, row: StoredAttachment, to: Screened): Promise<void> {
  await sql`
    update kernel.attachment set screening = ${to.screening}, screened_by = ${to.by}, screened_at = ${to.at},
      shows_residents = ${to.showsResidents}, refusal = ${to.refusal}, blurred = ${JSON.stringify(to.blurred)}::jsonb,
      sha256 = ${to.files.sha256}, small_sha256 = ${to.files.smallSha256}, tiny_sha256 = ${to.files.tinySha256},
      bytes = ${to.bytes}, version = version + 1 ${at(row)}`.execute(tx);
}

/** Whether any attachment keeps a file under this name. */
export async function isFileUsed(tx: Transaction, sha256: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from kernel.attachment where sha256 = ${sha256}) or
      exists (select from kernel.attachment where small_sha256 = ${sha256}) or
      exists (select from kernel.attachment where tiny_sha256 = ${sha256}) as used`.execute(tx);
  return rows[0]?.used ?? false;
}
