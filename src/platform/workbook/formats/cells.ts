import type { CellObject, ParsingOptions, Range, WorkBook, WorkSheet } from '@e965/xlsx';
import type { WorkbookLimits } from '../limits.ts';
import { WorkbookRefusal } from '../refusal.ts';
import type { Cell, Row, Sheet } from '../workbook.ts';
import { numberCell } from './number-format.ts';

export type SheetJsBook = WorkBook;

/**
 * Values and number formats only: no formulas, no markup, no formatted text. Without styles the hidden rows of an .xlsx
 * are not told; with them the library throws and catches an error for each cell of a workbook that has no theme.
 */
export const SHEETJS_OPTIONS = {
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellNF: true,
} as const satisfies ParsingOptions;

const ERRORS: ReadonlyMap<unknown, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

function cellOf(cell: CellObject, is1904: boolean): Cell {
  const { v: value } = cell;
  if (cell.t === 'e') return ERRORS.get(value) ?? '#N/A';
  if (typeof value === 'string') return value.trim().replaceAll(/\r\n?/g, '\n') || null;
  if (typeof value === 'number') return numberCell(value, typeof cell.z === 'string' ? cell.z : 'General', is1904);
  return typeof value === 'boolean' ? value : null;
}

/** Rows by their index from 0, with the cells that have a value. */
type Grid = Map<number, Cell[]>;

interface Source {
  readonly name: string;
  readonly sheet: WorkSheet;
  readonly is1904: boolean;
}

function gridOf({ name, sheet, is1904 }: Source, limits: WorkbookLimits): Grid {
  const grid: Grid = new Map();
  // With `dense` the cells are in rows; both levels may have holes, which forEach leaves out.
  const data = sheet['!data'] ?? [];
  data.forEach((row, rowIndex) => {
    const cells: Cell[] = [];
    row.forEach((cell, columnIndex) => {
      const value = cellOf(cell, is1904);
      if (value === null) return;
      if (columnIndex >= limits.columns) {
        throw new WorkbookRefusal('file.too-many-columns', { sheet: name, limit: limits.columns });
      }
      while (cells.length < columnIndex) cells.push(null);
      cells[columnIndex] = value;
    });
    if (cells.length > 0) grid.set(rowIndex, cells);
  });
  return grid;
}

/** The place of the first index not below `from`, in ascending indexes. */
function placeOf(indexes: readonly number[], from: number): number {
  let low = 0,
    high = indexes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((indexes[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Of a merged block only the first column counts, and its value is that of the first cell; what other cells still
 * hold is not to be seen in the spreadsheet. Rows that have nothing of their own stay blank.
 */
function applyMerges(grid: Grid, merges: readonly Range[], limits: WorkbookLimits): void {
  const indexes = [...grid.keys()].toSorted((a, b) => a - b);
  let touched = 0;
  const inRows = (merge: Range, apply: (cells: Cell[], row: number) => void) => {
    for (let i = placeOf(indexes, merge.s.r); i < indexes.length && (indexes[i] ?? 0) <= merge.e.r; i += 1) {
      const row = indexes[i] ?? 0;
      touched += 1 + merge.e.c - merge.s.c;
      if (touched > 2 * limits.cells) throw new WorkbookRefusal('file.too-many-cells', { limit: limits.cells });
      apply(grid.get(row) ?? [], row);
    }
  };
  const values = merges.map((merge) => grid.get(merge.s.r)?.[merge.s.c] ?? null);
  merges.forEach((merge) => {
    inRows(merge, (cells, row) => {
      const end = Math.min(merge.e.c, cells.length - 1);
      for (let column = merge.s.c; column <= end; column += 1) {
        if (row !== merge.s.r || column !== merge.s.c) cells[column] = null;
      }
    });
  });
  const blank = new Set(indexes.filter((index) => grid.get(index)?.every((cell) => cell === null)));
  merges.forEach((merge, i) => {
    const value = values[i] ?? null;
    if (value === null || merge.s.r === merge.e.r) return;
    inRows(merge, (cells, row) => {
      if (blank.has(row)) return;
      while (cells.length < merge.s.c) cells.push(null);
      cells[merge.s.c] = value;
    });
  });
}

function rowsOf(name: string, sheet: WorkSheet, grid: Grid): Row[] {
  const rows: Row[] = [];
  for (const [index, cells] of [...grid].toSorted((a, b) => a[0] - b[0])) {
    const width = cells.findLastIndex((cell) => cell !== null) + 1;
    if (width === 0) continue;
    const isHidden = sheet['!rows']?.[index]?.hidden === true;
    rows.push({ number: index + 1, isHidden, cells: cells.slice(0, width) });
  }
  return rows;
}

function requireWithin(sheets: readonly Sheet[], limits: WorkbookLimits): void {
  let cells = 0;
  for (const { name, rows } of sheets) {
    if (rows.length > limits.rows) {
      throw new WorkbookRefusal('file.too-many-rows', { sheet: name, limit: limits.rows });
    }
    for (const row of rows) cells += row.cells.length;
  }
  if (cells > limits.cells) throw new WorkbookRefusal('file.too-many-cells', { limit: limits.cells });
}

/** What the library has read, as the sheets that the product knows. @throws WorkbookRefusal beyond the limits */
export function sheetsOf(book: SheetJsBook, limits: WorkbookLimits): Sheet[] {
  const is1904 = Boolean(book.Workbook?.WBProps?.date1904);
  const sheets = book.SheetNames.flatMap((name, i): Sheet[] => {
    const sheet = book.Sheets[name];
    // The library swallows the error of a sheet that it cannot read, and leaves the sheet out.
    if (!sheet) throw new WorkbookRefusal('file.damaged', { sheet: name });
    if (sheet['!type'] && sheet['!type'] !== 'sheet') return [];
    const grid = gridOf({ name, sheet, is1904 }, limits);
    applyMerges(grid, sheet['!merges'] ?? [], limits);
    const isHidden = Boolean(book.Workbook?.Sheets?.[i]?.Hidden);
    return [{ name, isHidden, rows: rowsOf(name, sheet, grid) }];
  });
  requireWithin(sheets, limits);
  return sheets;
}
