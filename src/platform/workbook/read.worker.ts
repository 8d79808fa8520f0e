import { sheetsOf } from './formats/cells.ts';
import { readCsv } from './formats/csv.ts';
import { recognise, requireWorkbookExtension } from './formats/recognise.ts';
import { openXls } from './formats/xls.ts';
import { openXlsx } from './formats/xlsx.ts';
import { type Answer, answer } from './answer.ts';
import type { ReadTask } from './read.ts';
import { WorkbookRefusal } from './refusal.ts';
import type { Workbook } from './workbook.ts';

/** The spreadsheet library tells the console of what it does not know; no file may write into the server's log. */
function silenceLibrary(): void {
  const silent = () => undefined;
  Object.assign(console, { error: silent, log: silent, warn: silent });
}

silenceLibrary();

async function read({ file, limits }: ReadTask): Promise<Workbook> {
  const recognised = recognise(file);
  const { format } = recognised;
  if (format === 'csv') {
    const name = file.name.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
    return { format, sheets: [readCsv(recognised.text, name, limits)] };
  }
  const requireExtension = () => {
    requireWorkbookExtension(file, format);
  };
  const book =
    format === 'xlsx'
      ? await openXlsx(file.bytes, limits, requireExtension)
      : await openXls(file.bytes, requireExtension);
  return { format, sheets: sheetsOf(book, limits) };
}

/** Runs in a thread of its own; see `readWorkbook`. */
export default function readTask(task: ReadTask): Promise<Answer<Workbook>> {
  return answer(async () => {
    const workbook = await read(task);
    if (workbook.sheets.every((sheet) => sheet.rows.length === 0)) throw new WorkbookRefusal('file.empty');
    return workbook;
  });
}
