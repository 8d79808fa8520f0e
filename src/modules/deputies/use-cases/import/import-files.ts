import { createHash } from 'node:crypto';
import { Problem } from '#kernel/contract.ts';
import { type Actor, type Stage, perform, rehearse } from '#kernel/index.server.ts';
import { readWorkbook } from '#platform/workbook/read.ts';
import { WorkbookRefusal } from '#platform/workbook/refusal.ts';
import type { IncomingFile, Workbook } from '#platform/workbook/workbook.ts';
import type { FileReport, ImportOptions, ImportReport } from '../../contract.ts';
import { recognise } from '../../domain/import/headings.ts';
import { importWorkbook } from './import-workbook.ts';

export interface ImportCall {
  readonly files: readonly IncomingFile[];
  readonly options: ImportOptions;
  /** Two steps a file, to be read and to be taken in: told as each begins, with the file's name, and at the end. */
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

/** Rosters first, whatever the order of the files: a ledger's deputies must be known. */
function rostersFirst(files: readonly ReadFile[]): ReadFile[] {
  const hasRoster = (file: ReadFile) => file.sheets.some((sheet) => recognise(sheet)?.kind === 'roster');
  const isRoster = new Map(files.map((file) => [file, hasRoster(file)]));
  return [...files.filter((file) => isRoster.get(file)), ...files.filter((file) => !isRoster.get(file))];
}

/** A problem of one file must not keep the others from being told of; what is no Problem is a defect of ours. */
async function orRefused(file: string, run: () => Promise<{ report: FileReport; written: boolean }>) {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Problem && error.kind === 'invalid') return { report: refusal(file, error), written: false };
    throw error;
  }
}

/**
 * Imports files as towns send them: each is read in bounded memory, and written in one transaction of its own, none of
 * its rows when one is rejected unless `partial`. A dry run sees all files together and writes nothing.
 * @throws Problem `conflict` when the store has no regions, `unavailable` when it cannot be written
 */
export async function importFiles(stage: Stage, actor: Actor, call: ImportCall): Promise<ImportReport> {
  const { files, options, onProgress } = call;
  let done = 0;
  const tell = (file: string | null) => onProgress?.(done, files.length * 2, file);
  const reports = new Map<number, FileReport>();
  const good: ReadFile[] = [];
  for (const [at, file] of files.entries()) {
    tell(file.name);
    const read = await readFile(file, at);
    if ('refused' in read) reports.set(at, read.refused);
    else good.push(read);
    done += 1;
  }
  const take = async ({ at, file }: ReadFile, run: () => Promise<{ report: FileReport; written: boolean }>) => {
    tell(file);
    const { report, written } = await orRefused(file, run);
    reports.set(at, report);
    done += 1;
    return written;
  };
  const workbooks = rostersFirst(good);
  let isAnyWritten = false;
  if (options.dryRun) {
    await rehearse(stage, actor, async (run) => {
      // The good rows of a faulty roster are taken in, so that its ledgers are not all told of as unknown.
      const tryOut = { ...options, partial: true };
      for (const workbook of workbooks) {
        await take(workbook, () => run({ useCase: importWorkbook, input: { workbook, options: tryOut } }));
      }
    });
  } else {
    for (const workbook of workbooks) {
      const input = { workbook, options };
      const isWritten = await take(workbook, () => perform(stage, actor, { useCase: importWorkbook, input }));
      isAnyWritten ||= isWritten;
    }
  }
  done = files.length * 2;
  tell(null);
  return { written: isAnyWritten, files: files.flatMap((_, at) => reports.get(at) ?? []) };
}
