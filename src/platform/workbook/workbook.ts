/**
 * What a cell holds once read: blank cells are null, days are days whatever way the file stores them.
 * Where the value alone would lose what people see, it comes as text: a percentage (`100%`), a month without
 * a day (`2020年9月`), a time of day (`08:30`), an error (`#N/A`).
 */
export type Cell = string | number | boolean | { readonly day: string } | null;

export interface Row {
  /** As the spreadsheet numbers it, from 1. */
  readonly number: number;
  /** Hidden in the spreadsheet; read all the same. */
  readonly isHidden: boolean;
  /** Column A first; may be shorter than the sheet is wide. A cell merged downwards repeats in each of its rows. */
  readonly cells: readonly Cell[];
}

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Blank rows are left out; the numbers tell. */
  readonly rows: readonly Row[];
}

export type WorkbookFormat = 'xlsx' | 'xls' | 'csv';

export interface Workbook {
  readonly format: WorkbookFormat;
  readonly sheets: readonly Sheet[];
}

/** A file as it comes: its name says what it claims to be, its bytes what it is. */
export interface IncomingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** "A" for 0, "AB" for 27. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** 0 for "A", 27 for "AB"; -1 for what is no column. */
export function columnIndex(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return -1;
  let index = -1;
  for (const letter of letters) index = (index + 1) * 26 + letter.charCodeAt(0) - 65;
  return index;
}
