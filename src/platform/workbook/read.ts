import { type WorkbookLimits, megabytes, workbookLimits } from './limits.ts';
import { runInWorker } from './pool.ts';
import { WorkbookRefusal } from './refusal.ts';
import type { IncomingFile, Workbook } from './workbook.ts';

export interface ReadTask {
  readonly file: IncomingFile;
  readonly limits: WorkbookLimits;
}

/** With bytes in a buffer of their own: of a view, the whole buffer behind it would go to the worker. */
export function ownCopy(file: IncomingFile): IncomingFile {
  return { name: file.name, bytes: new Uint8Array(file.bytes) };
}

/**
 * Reads a spreadsheet that comes from outside: .xlsx, .xls, or text with commas, tabs or semicolons, recognised by
 * what it contains. Time and memory are bounded; the caller's thread stays free.
 * @param limits those that differ from `workbookLimits`
 * @throws WorkbookRefusal a stable code and a sentence for people
 */
export async function readWorkbook(file: IncomingFile, limits: Partial<WorkbookLimits> = {}): Promise<Workbook> {
  const within = { ...workbookLimits, ...limits };
  if (file.bytes.length === 0) throw new WorkbookRefusal('file.empty');
  if (file.bytes.length > within.bytes) {
    const facts = { megabytes: megabytes(file.bytes.length), limitMegabytes: megabytes(within.bytes) };
    throw new WorkbookRefusal('file.too-large', facts);
  }
  const task: ReadTask = { file: ownCopy(file), limits: within };
  return runInWorker({ worker: 'read', milliseconds: within.milliseconds }, task);
}
