import { createHash } from 'node:crypto';
import { Problem } from '#kernel/contract.ts';
import { type Actor, type Stage, perform, rehearse } from '#kernel/index.server.ts';
import { readWorkbook } from '#platform/workbook/read.ts';
import { WorkbookRefusal } from '#platform/workbook/refusal.ts';
import type { IncomingFile, Workbook } from '#platform/workbook/workbook.ts';
import type { FileReport, ImportOptions, ImportReport } from '../../contract.ts';
import { recognise } from '../../domain/import/headings.ts';
import { type ImportedFile, importWorkbooks } from './import-workbooks.ts';

export interface ImportCall {
  readonly files: readonly IncomingFile[];
  readonly options: ImportOptions;
  /** The batch of the page with which what is written can be undone; of other imports nothing is kept for that. */
  readonly batchId?: string;
  /** Two steps a file, to be read and to be taken in: told before each, with the file in hand, and at the end. */
  readonly onProgress?: (done: number, total: number, file: string | null) => void;
}

interface ReadFile {
  /** Its place in the call: two files may bear one name. */
  readonly at: number;
  readonly file: string;
  readonly sha256: string;
  readonly sheets: Workbook['sheets'];
}

function refusal(file: string, problem: { code: string; says: { zh: string; en: string } }): FileReport {
  return { file, status: 'refused', code: problem.code, message: problem.says, sheets: [], faults: [], notes: [] };
}

async function readFile({ name, bytes }: IncomingFile, at: number): Promise<ReadFile | { refused: FileReport }> {
  try {
    const { sheets } = await readWorkbook({ name, bytes });
    return { at, file: name, sha256: createHash('sha256').update(bytes).digest('hex'), sheets };
  } catch (error) {
    if (error instanceof WorkbookRefusal) return { refused: refusal(name, error) };
    throw error;
  }
}

function hasRoster(file: ReadFile): boolean {
  return file.sheets.some((sheet) => recognise(sheet)?.kind === 'roster');
}

/** Rows that go into one transaction: enough to save what each costs, few enough to be over in a second or two. */
const ROWS_AT_ONCE = 4000;

const rowsOf = (files: readonly ReadFile[]): number =>
  files.flatMap((file) => file.sheets).reduce((sum, sheet) => sum + sheet.rows.length, 0);

/**
 * Batches as they can be taken in, while further files are still being read: rosters as they come, whatever the order of
 * the files, and ledgers after all of them, because a ledger's deputies must be known.
 */
async function* batchesOf(pending: readonly Promise<ReadFile | undefined>[]): AsyncGenerator<ReadFile[]> {
  const ledgers: ReadFile[] = [];
  let batch: ReadFile[] = [];
  const isFull = () => rowsOf(batch) >= ROWS_AT_ONCE;
  for (const reading of pending) {
    const file = await reading;
    if (file !== undefined) (hasRoster(file) ? batch : ledgers).push(file);
    if (!isFull()) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
  batch = [];
  for (const file of ledgers) {
    batch.push(file);
    if (!isFull()) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A problem of some files must not keep the others from being told of; what is no Problem is a defect of ours. */
async function orRefused(files: readonly ReadFile[], run: () => Promise<readonly ImportedFile[]>) {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'invalid') throw error;
    return files.map(({ file }): ImportedFile => ({ report: refusal(file, error), written: false }));
  }
}

/**
 * Imports files as towns send them: each is read in bounded memory and written whole or not at all, none of its rows when
 * one is rejected unless `partial`. A dry run sees all files together and writes nothing.
 * @throws Problem `conflict` when the store has no regions, `unavailable` when it cannot be written
 */
export async function importFiles(stage: Stage, actor: Actor, call: ImportCall): Promise<ImportReport> {
  const { files, options, batchId } = call;
  let done = 0;
  const tell = (file: string | null) => call.onProgress?.(done, files.length * 2, file);
  const reports = new Map<number, FileReport>();
  const pending = files.map(async (file, at) => {
    const read = await readFile(file, at);
    done += 1;
    tell(file.name);
    if (!('refused' in read)) return read;
    reports.set(at, read.refused);
    return undefined;
  });
  // What fails while an earlier file is being taken in is told of when its turn comes.
  for (const reading of pending) reading.catch(() => undefined);
  let isAnyWritten = false;
  const take = async (batch: readonly ReadFile[], run: () => Promise<readonly ImportedFile[]>) => {
    tell(batch[0]?.file ?? null);
    for (const [index, { report, written }] of (await orRefused(batch, run)).entries()) {
      reports.set(batch[index]?.at ?? -1, report);
      isAnyWritten ||= written;
    }
    done += batch.length;
    tell(batch.at(-1)?.file ?? null);
  };
  if (options.dryRun) {
    // The good rows of a faulty roster are taken in, so that its ledgers are not all told of as unknown.
    const input = { options: { ...options, partial: true } };
    await rehearse(stage, actor, async (run) => {
      for await (const workbooks of batchesOf(pending)) {
        await take(workbooks, () => run({ useCase: importWorkbooks, input: { ...input, workbooks } }));
      }
    });
    isAnyWritten = false;
  } else {
    for await (const workbooks of batchesOf(pending)) {
      const input = { workbooks, options, batchId };
      await take(workbooks, () => perform(stage, actor, { useCase: importWorkbooks, input }));
    }
  }
  done = files.length * 2;
  tell(null);
  return { written: isAnyWritten, files: files.flatMap((_, at) => reports.get(at) ?? []) };
}
