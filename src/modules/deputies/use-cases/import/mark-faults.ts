import { markWorkbook } from '#platform/workbook/mark.ts';
import { readWorkbook } from '#platform/workbook/read.ts';
import type { IncomingFile } from '#platform/workbook/workbook.ts';
import type { FileReport } from '../../contract.ts';

/** The file handed back, as .xlsx, with each fault marked in its cell: to be mended and imported again. */
export async function markFaults(file: IncomingFile, { faults }: FileReport): Promise<Uint8Array> {
  const marks = faults.map(({ sheet, row, column, message }) => ({ sheet, row, column, message: message.zh }));
  return markWorkbook(file, await readWorkbook(file), marks);
}
