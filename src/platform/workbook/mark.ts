import { workbookLimits } from './limits.ts';
import type { Mark } from './marks.ts';
import { runInWorker } from './pool.ts';
import { ownCopy } from './read.ts';
import { WorkbookRefusal } from './refusal.ts';
import type { IncomingFile, Workbook } from './workbook.ts';

export interface MarkTask {
  /** To be marked as it is; without it a new workbook is made of the values. */
  readonly original: IncomingFile | null;
  readonly workbook: Workbook;
  readonly marks: readonly Mark[];
}

const MARKING_MILLISECONDS = 120_000;

/**
 * The file handed back as .xlsx: faulty cells filled and with a note, and the messages of each row in a last column.
 * The town's own formatting stays in an .xlsx; of another format, or if the original is more than the library can
 * hold, a new workbook is made of what was read. Marking a marked file again replaces its marks.
 * @param file as it was given to `readWorkbook`
 * @param workbook what `readWorkbook` made of it
 * @throws WorkbookRefusal `file.too-slow`, `file.out-of-memory`
 */
export async function markWorkbook(
  file: IncomingFile,
  workbook: Workbook,
  marks: readonly Mark[],
): Promise<Uint8Array> {
  const run = (original: IncomingFile | null) => {
    const task: MarkTask = { original, workbook, marks };
    return runInWorker<Uint8Array>({ worker: 'mark', milliseconds: MARKING_MILLISECONDS }, task);
  };
  if (workbook.format !== 'xlsx' || file.bytes.length > workbookLimits.bytes) return run(null);
  try {
    return await run(ownCopy(file));
  } catch (error) {
    if (error instanceof WorkbookRefusal) return run(null);
    throw error;
  }
}
