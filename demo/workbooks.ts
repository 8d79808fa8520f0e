import { utils, type CellObject, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import type { WrittenCell } from './cells.ts';
import { encodeGb18030 } from './gb18030.ts';
import type { Habits } from './habits.ts';
import { at } from './random.ts';
import type { Table } from './tables.ts';

const NOTES = [['填表说明'], ['1. 每名代表的每项承诺填写一行。'], ['2. 完成后请填写完成时间、实际成效和核实人。']];

function cellObject(cell: WrittenCell): CellObject {
  if (typeof cell === 'string') return { t: 's', v: cell };
  if (typeof cell === 'number') return { t: 'n', v: cell };
  return { t: 'n', v: cell.serial, z: cell.format };
}

function worksheet({ rows, merges, hiddenRows, widths }: Table): WorkSheet {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const sheet: WorkSheet = {
    '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: width - 1 } }),
  };
  const letters = Array.from({ length: width }, (_, index) => utils.encode_col(index));
  for (const [number, row] of rows.entries()) {
    // An empty cell is left out, except where a row is nothing but blanks: offices leave those behind.
    const isBlank = row.every((cell) => cell === '' || cell === ' ');
    for (const [index, cell] of row.entries()) {
      if (cell !== '' || isBlank) sheet[`${at(letters, index)}${number + 1}`] = cellObject(cell);
    }
  }
  sheet['!merges'] = merges.map(({ top, left, bottom, right }) => ({
    s: { r: top, c: left },
    e: { r: bottom, c: right },
  }));
  sheet['!cols'] = widths.map((wch) => ({ wch }));
  const hidden: { hidden: boolean }[] = [];
  for (const row of hiddenRows) hidden[row] = { hidden: true };
  sheet['!rows'] = hidden;
  return sheet;
}

function csvField(cell: WrittenCell): string {
  const text = typeof cell === 'object' ? String(cell.serial) : String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvBytes({ rows, widths }: Table): Uint8Array {
  const lines = rows.map((row) => widths.map((_, index) => csvField(row[index] ?? '')).join(','));
  return encodeGb18030(`${lines.join('\r\n')}\r\n`);
}

/** The bytes of a file with these sheets. Plain text holds one sheet only, and no real dates. */
export function fileBytes(tables: readonly Table[], { format, extraSheets }: Habits): Uint8Array {
  if (format === 'csv') return csvBytes(at(tables, 0));
  // Without number formats of its own a book takes those that the library last saw, and bytes would depend on earlier
  // files; without the general one, plain cells would become dates.
  const book: WorkBook & { SSF: Readonly<Record<number, string>> } = { ...utils.book_new(), SSF: { 0: 'General' } };
  for (const table of tables) utils.book_append_sheet(book, worksheet(table), table.sheetName);
  if (extraSheets === 'empty') utils.book_append_sheet(book, {}, 'Sheet2');
  if (extraSheets === 'notes') utils.book_append_sheet(book, utils.aoa_to_sheet(NOTES), '填表说明');
  const options = { type: 'buffer', bookType: format === 'xls' ? 'biff8' : 'xlsx', compression: true } as const;
  return new Uint8Array(write(book, options) as Buffer);
}
