import { type SqlBool, sql } from 'kysely';
import { type Bilingual, type RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { IncomingFile } from '#platform/workbook/workbook.ts';
import {
  type Batch,
  type BatchFile,
  type BatchItem,
  BatchState,
  type Fault,
  type FileReport,
  FileSummary,
  MOST_FAULTS_KEPT,
} from '../../contract.ts';
import { batchErrors } from '../../domain/import/batch-errors.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'deputies.import_batch': {
      district_code: string;
      id: string;
      submission: string;
      state: string;
      round: number;
      year: number | null;
      is_partial: boolean;
      done: number;
      total: number;
      current_file: string | null;
      notice: unknown;
      started_at: string;
      changed_at: string;
    };
    'deputies.incoming_file': {
      district_code: string;
      id: string;
      batch_id: string;
      position: number;
      name: string;
      size: number;
      bytes: Uint8Array | null;
      report: unknown;
      fault_count: number;
      received_at: string;
    };
  }
}

/** A batch as it is kept, without its files. */
export interface BatchRecord extends Omit<Batch, 'files'> {
  readonly district: string;
}

/** Which batch, and whose: nothing outside the region is found. */
export interface BatchKey {
  readonly id: string;
  readonly region: RegionCode;
}

const within = (region: RegionCode) =>
  sql<SqlBool>`starts_with(district_code, ${significantDigits(region).slice(0, 6)})`;

interface BatchRow {
  district_code: string;
  id: string;
  state: string;
  round: number;
  year: number | null;
  is_partial: boolean;
  done: number;
  total: number;
  current_file: string | null;
  notice: unknown;
  started_at: string;
  changed_at: string;
}

function recordOf(row: BatchRow): BatchRecord {
  return {
    district: row.district_code,
    id: row.id,
    state: BatchState.parse(row.state),
    round: row.round,
    year: row.year,
    isPartial: row.is_partial,
    done: row.done,
    total: row.total,
    currentFile: row.current_file,
    notice: row.notice as Bilingual | null,
    startedAt: row.started_at,
    changedAt: row.changed_at,
  };
}

/** @returns false when the same files have been handed in by the same form before */
export async function insertBatch(tx: Transaction, batch: BatchRecord, submission: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('deputies.import_batch')
    .values({
      ...valuesOf(batch),
      district_code: batch.district,
      id: batch.id,
      submission,
      started_at: batch.startedAt,
    })
    .onConflict((conflict) => conflict.columns(['district_code', 'submission']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findBatchBySubmission(
  tx: Transaction,
  district: string,
  submission: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('deputies.import_batch')
    .select('id')
    .where('district_code', '=', district)
    .where('submission', '=', submission)
    .executeTakeFirst();
  return row?.id;
}

function valuesOf(batch: BatchRecord) {
  return {
    state: batch.state,
    round: batch.round,
    year: batch.year,
    is_partial: batch.isPartial,
    done: batch.done,
    total: batch.total,
    current_file: batch.currentFile,
    notice: batch.notice === null ? null : JSON.stringify(batch.notice),
    changed_at: batch.changedAt,
  };
}

/** The batch, held until the transaction ends, so that of two decisions the second sees the first.
 * @throws Problem `not-found` */
export async function holdBatch(tx: Transaction, { id, region }: BatchKey): Promise<BatchRecord> {
  const row = await tx
    .selectFrom('deputies.import_batch')
    .selectAll()
    .where('id', '=', id)
    .where(within(region))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw batchErrors.notFound();
  return recordOf(row);
}

/** @throws Problem `not-found` */
export async function getBatch(tx: Transaction, { id, region }: BatchKey): Promise<BatchRecord> {
  const row = await tx
    .selectFrom('deputies.import_batch')
    .selectAll()
    .where('id', '=', id)
    .where(within(region))
    .executeTakeFirst();
  if (row === undefined) throw batchErrors.notFound();
  return recordOf(row);
}

export async function updateBatch(tx: Transaction, batch: BatchRecord): Promise<void> {
  await tx
    .updateTable('deputies.import_batch')
    .set(valuesOf(batch))
    .where('district_code', '=', batch.district)
    .where('id', '=', batch.id)
    .execute();
}

/** Batches in some states, the one that has waited longest first; held for update. */
export async function holdBatchesIn(
  tx: Transaction,
  region: RegionCode,
  states: readonly BatchState[],
): Promise<BatchRecord[]> {
  const rows = await tx
    .selectFrom('deputies.import_batch')
    .selectAll()
    .where(within(region))
    .where('state', 'in', states)
    .orderBy('changed_at')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(recordOf);
}

/** The batch that has waited longest of those that work by themselves. */
export async function findNextBatch(tx: Transaction, region: RegionCode): Promise<BatchRecord | undefined> {
  const row = await tx
    .selectFrom('deputies.import_batch')
    .selectAll()
    .where(within(region))
    .where('state', 'in', ['reading', 'writing'])
    .orderBy('changed_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : recordOf(row);
}

/** The newest batches, at most `limit`. */
export async function findBatches(
  tx: Transaction,
  region: RegionCode,
  { states, limit }: { readonly states: readonly BatchState[]; readonly limit: number },
): Promise<{ total: number; items: BatchItem[] }> {
  const { rows } = await sql<BatchRow & { total: bigint; names: string[] }>`
    select b.*, count(*) over () as total, array(
      select f.name from deputies.incoming_file f
      where f.district_code = b.district_code and f.batch_id = b.id order by f.position) as names
    from deputies.import_batch b
    where starts_with(b.district_code, ${significantDigits(region).slice(0, 6)})
      and b.state in (${sql.join(states)})
    order by b.started_at desc, b.id desc limit ${limit}`.execute(tx);
  const items = rows.map(({ names, ...row }) => {
    const { id, state, startedAt, changedAt } = recordOf(row);
    return { id, state, startedAt, changedAt, fileNames: names };
  });
  return { total: Number(rows[0]?.total ?? 0n), items };
}

export interface NewFile extends IncomingFile {
  readonly id: string;
  readonly position: number;
}

export async function insertFiles(
  tx: Transaction,
  batch: Pick<BatchRecord, 'id' | 'district' | 'changedAt'>,
  files: readonly NewFile[],
): Promise<void> {
  for (const { id, position, name, bytes } of files) {
    await tx
      .insertInto('deputies.incoming_file')
      .values({
        ...{ district_code: batch.district, id, batch_id: batch.id, position, name, size: bytes.length },
        // pg takes a Buffer for bytes; a plain array of them it would write out as text.
        ...{ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), report: null, fault_count: 0 },
        received_at: batch.changedAt,
      })
      .execute();
  }
}

type Of = Pick<BatchRecord, 'id' | 'district'>;

export async function findFiles(tx: Transaction, { district, id }: Of): Promise<BatchFile[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    size: number;
    is_kept: boolean;
    report: object | null;
    fault_count: number;
  }>`
    select id, name, size, bytes is not null as is_kept, report - 'faults' as report, fault_count
    from deputies.incoming_file where district_code = ${district} and batch_id = ${id} order by position`.execute(tx);
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, size: row.size, isKept: row.is_kept },
    report: row.report === null ? null : FileSummary.parse({ ...row.report, faultCount: row.fault_count }),
  }));
}

/** The files with their bytes, in the order in which they came. */
export async function loadFiles(tx: Transaction, { district, id }: Of): Promise<(IncomingFile & { id: string })[]> {
  const rows = await tx
    .selectFrom('deputies.incoming_file')
    .select(['id', 'name', 'bytes'])
    .where('district_code', '=', district)
    .where('batch_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.flatMap(({ bytes, ...row }) => (bytes === null ? [] : [{ ...row, bytes }]));
}

/** A file that still is there, with all that was found in it. @throws Problem `not-found` */
export async function getFile(
  tx: Transaction,
  { district, id }: Of,
  fileId: string,
): Promise<{ file: IncomingFile; report: FileReport }> {
  const row = await tx
    .selectFrom('deputies.incoming_file')
    .select(['name', 'bytes', 'report'])
    .where('district_code', '=', district)
    .where('batch_id', '=', id)
    .where('id', '=', fileId)
    .executeTakeFirst();
  if (row?.bytes == null || row.report === null) throw batchErrors.fileNotFound();
  return { file: { name: row.name, bytes: row.bytes }, report: row.report as FileReport };
}

/** Some of a file's faults, from `offset` on. */
export async function findFaults(
  tx: Transaction,
  { district, id }: Of,
  at: { readonly fileId: string; readonly offset: number; readonly limit: number },
): Promise<Fault[]> {
  const { rows } = await sql<{ fault: Fault }>`
    select fault from deputies.incoming_file, jsonb_array_elements(report -> 'faults') with ordinality as f (fault, n)
    where district_code = ${district} and batch_id = ${id} and id = ${at.fileId} and n > ${at.offset}
    order by n limit ${at.limit}`.execute(tx);
  return rows.map(({ fault }) => fault);
}

export async function saveReports(
  tx: Transaction,
  district: string,
  reports: readonly { readonly id: string; readonly report: FileReport }[],
): Promise<void> {
  for (const { id, report } of reports) {
    const kept = { ...report, faults: report.faults.slice(0, MOST_FAULTS_KEPT) };
    await tx
      .updateTable('deputies.incoming_file')
      .set({ report: JSON.stringify(kept), fault_count: report.faults.length })
      .where('district_code', '=', district)
      .where('id', '=', id)
      .execute();
  }
}

export async function deleteFiles(tx: Transaction, { district, id }: Of, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  await tx
    .deleteFrom('deputies.incoming_file')
    .where('district_code', '=', district)
    .where('batch_id', '=', id)
    .where('id', 'in', fileIds)
    .execute();
}

export async function renumberFiles(tx: Transaction, { district, id }: Of): Promise<void> {
  await sql`
    update deputies.incoming_file f set position = o.n, report = null, fault_count = 0
    from (select id, row_number() over (order by position, id) as n from deputies.incoming_file
      where district_code = ${district} and batch_id = ${id}) o
    where f.district_code = ${district} and f.id = o.id`.execute(tx);
}

/** The contents of a batch's files are erased; their names and counts stay. */
export async function eraseFiles(tx: Transaction, { district, id }: Of): Promise<void> {
  await tx
    .updateTable('deputies.incoming_file')
    .set({ bytes: null })
    .where('district_code', '=', district)
    .where('batch_id', '=', id)
    .execute();
}

/** What personal data is left of files that came before an instant is erased: bytes, and the values in faults. */
export async function eraseOldFiles(tx: Transaction, region: RegionCode, before: string): Promise<void> {
  await sql`
    update deputies.incoming_file set bytes = null, report = jsonb_set(report, '{faults}', '[]')
    where starts_with(district_code, ${significantDigits(region).slice(0, 6)}) and received_at < ${before}
      and (bytes is not null or report -> 'faults' <> '[]')`.execute(tx);
}
