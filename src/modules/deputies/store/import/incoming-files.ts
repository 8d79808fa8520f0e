import { sql } from 'kysely';
import { type RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { IncomingFile } from '#platform/workbook/workbook.ts';
import { type BatchFile, type Fault, type FileReport, FileSummary, MOST_FAULTS_KEPT } from '../../contract.ts';
import { batchErrors } from '../../domain/import/batch-errors.ts';
import type { BatchRecord } from './batches.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
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
