import { zip } from '@cj-tech-master/excelts/archive';
import { Workbook as Book } from '@cj-tech-master/excelts';
import { type Answer, answer } from './answer.ts';
import { markSheet } from './formats/marking.ts';
import { DAY_FORMAT, fittedWidths, outgoingValue, sheetName } from './formats/outgoing.ts';
import { inspectXlsx } from './formats/xlsx.ts';
import { megabytes, workbookLimits } from './limits.ts';
import type { MarkTask } from './mark.ts';
import { WorkbookRefusal } from './refusal.ts';
import type { IncomingFile, Workbook } from './workbook.ts';

/** Of all parts of the original together; a larger one is made anew from its values. */
const LARGEST_ORIGINAL = 128 * 1024 * 1024;

/** Zipped anew from what was inspected, because the library's own unzipping trusts headers. */
async function loadOriginal(file: IncomingFile): Promise<Book> {
  const { archive } = await inspectXlsx(file.bytes, workbookLimits, () => undefined);
  const inspected = zip({ level: 0 });
  let total = 0;
  for (const name of archive.entries.keys()) {
    const part = (await archive.part(name, LARGEST_ORIGINAL)) ?? new Uint8Array();
    total += part.length;
    if (total > LARGEST_ORIGINAL) {
      const facts = { megabytes: megabytes(total), limitMegabytes: megabytes(LARGEST_ORIGINAL) };
      throw new WorkbookRefusal('file.too-large', facts);
    }
    inspected.add(name, part);
  }
  const book = new Book();
  try {
    await book.xlsx.load(await inspected.bytes());
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new WorkbookRefusal('file.damaged');
  }
  return book;
}

function makeAnew(workbook: Workbook): Book {
  const book = new Book();
  const names: string[] = [];
  for (const sheet of workbook.sheets) {
    const name = sheetName(sheet.name, names);
    names.push(name);
    const made = book.addWorksheet(name, { state: sheet.isHidden ? 'hidden' : 'visible' });
    const count = Math.max(0, ...sheet.rows.slice(0, 200).map((row) => row.cells.length));
    const cells = sheet.rows.map((row) => row.cells);
    made.columns = fittedWidths(cells, count).map((width) => ({ width }));
    for (const row of sheet.rows) {
      const target = made.getRow(row.number);
      target.values = row.cells.map(outgoingValue);
      if (row.isHidden) target.hidden = true;
      target.eachCell((cell) => {
        if (cell.value instanceof Date) cell.numFmt = DAY_FORMAT;
      });
    }
  }
  return book;
}

/** Runs in a thread of its own; see `markWorkbook`. */
export default function markTask({ original, workbook, marks }: MarkTask): Promise<Answer<Uint8Array>> {
  return answer(async () => {
    const book = original ? await loadOriginal(original) : makeAnew(workbook);
    workbook.sheets.forEach((sheet, i) => {
      const isMeant = (name: string) =>
        name === sheet.name || (i === 0 && !workbook.sheets.some((s) => s.name === name));
      const target = original ? book.getWorksheet(sheet.name) : book.worksheets[i];
      if (target)
        markSheet(
          target,
          sheet,
          marks.filter((mark) => isMeant(mark.sheet)),
        );
    });
    // The library's check of its own output takes longer than the output itself; the tests read it back instead.
    return new Uint8Array(await book.xlsx.writeBuffer({ validate: false }));
  });
}
