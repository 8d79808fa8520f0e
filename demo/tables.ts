import type { WrittenCell } from './cells.ts';
import type { Habits } from './habits.ts';
import { DISTRICT_NAME, type DemoTown } from './regions.ts';

/** Cells that are shown as one; rows and columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A sheet before it becomes bytes. Rows and columns from 0. */
export interface Table {
  readonly sheetName: string;
  readonly rows: readonly (readonly WrittenCell[])[];
  readonly merges: readonly Merge[];
  readonly hiddenRows: readonly number[];
  readonly widths: readonly number[];
}

export type TableKind = '代表名册' | '承诺台账';

/** Rows above the headings, as the office titles its papers. */
export function titleRows(town: DemoTown, kind: TableKind, context: { year: number; habits: Habits }): string[] {
  const { year, habits } = context;
  const yearText = habits.yearPlace === 'title' ? `${year}年` : '';
  const title = kind === '代表名册' ? '人大代表名册' : '人大代表承诺台账';
  return habits.titleRows.map((row) => {
    if (row === 'attachment') return kind === '代表名册' ? '附件1' : '附件2';
    if (row === 'title') return `${DISTRICT_NAME}${town.name}${yearText}${title}`;
    return `填报单位：${town.name}${town.isSubdistrict ? '人大工委' : '人大主席团'}`;
  });
}

/** The year belongs into the sheet's name where neither title nor column has it; some offices leave `Sheet1`. */
export function sheetName(kind: TableKind, year: number, habits: Habits): string {
  if (habits.yearPlace === 'sheet') return `${year}年${kind}`;
  if (habits.layout === 'two-files' && habits.wording === 2) return 'Sheet1';
  return kind;
}

/** The merges of a column: each run of equal, filled cells among the data rows of one deputy. */
export function runs(cells: readonly (string | number)[], first: number, column: number): Merge[] {
  const merges: Merge[] = [];
  let start = 0;
  for (let row = 1; row <= cells.length; row += 1) {
    if (row < cells.length && cells[row] === cells[start]) continue;
    if (row - start > 1) merges.push({ top: first + start, bottom: first + row - 1, left: column, right: column });
    start = row;
  }
  return merges;
}

/** Blank as offices leave it behind: cells with nothing but a space, or nothing at all. */
export function blankRows(count: number): WrittenCell[][] {
  return Array.from({ length: count }, (_, index) => (index % 2 === 0 ? ['', ''] : [' ', '']));
}

/** Each title over the whole width. */
export function titleMerges(count: number, width: number): Merge[] {
  return Array.from({ length: count }, (_, row) => ({ top: row, bottom: row, left: 0, right: width - 1 }));
}
