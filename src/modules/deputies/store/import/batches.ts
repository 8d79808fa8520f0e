import { type SqlBool, sql } from 'kysely';
import { type Bilingual, RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { type Batch, type BatchItem, BatchState } from '../../contract.ts';
import { batchErrors } from '../../domain/import/batch-errors.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'deputies.import_batch': {
      district_code: string;
      id: string;
      region: string;
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
      decided_by: string | null;
      decided_person: string | null;
    };
  }
}

/** A batch as it is kept, without its files. */
export interface BatchRecord extends Omit<Batch, 'files' | 'isUndoable'> {
  readonly district: string;
  /** Whose it is: rows of other regions are not taken in by it. */
  readonly region: RegionCode;
  /** The account that handed it in, and then the one that decided about it last. */
  readonly decidedBy: string | null;
  /** The person behind that account, where the office knows who it is. */
  readonly decidedPerson: string | null;
}

/** Which batch, and whose: nothing outside the region is found. */
export interface BatchKey {
  readonly id: string;
  readonly region: RegionCode;
}

const within = (region: RegionCode) => sql<SqlBool>`starts_with(region, ${significantDigits(region)})`;

interface BatchRow {
  district_code: string;
  region: string;
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
  decided_by: string | null;
  decided_person: string | null;
}

function recordOf(row: BatchRow): BatchRecord {
  return {
    district: row.district_code,
    region: RegionCode.parse(row.region),
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
    decidedBy: row.decided_by,
    decidedPerson: row.decided_person,
  };
}

/** @returns false when the same files have been handed in by the same form before */
export async function insertBatch(tx: Transaction, batch: BatchRecord, submission: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('deputies.import_batch')
    .values({
      ...valuesOf(batch),
      district_code: batch.district,
      region: batch.region,
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
    decided_by: batch.decidedBy,
    decided_person: batch.decidedPerson,
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
  const { rows } = await sql<BatchRow & { matches: bigint; names: string[] }>`
    select b.*, count(*) over () as matches, array(
      select f.name from deputies.incoming_file f
      where f.district_code = b.district_code and f.batch_id = b.id order by f.position) as names
    from deputies.import_batch b
    where starts_with(b.region, ${significantDigits(region)})
      and b.state in (${sql.join(states)})
    order by b.started_at desc, b.id desc limit ${limit}`.execute(tx);
  const items = rows.map(({ names, ...row }) => {
    const { id, state, startedAt, changedAt } = recordOf(row);
    return { id, state, startedAt, changedAt, fileNames: names };
  });
  return { total: Number(rows[0]?.matches ?? 0n), items };
}
