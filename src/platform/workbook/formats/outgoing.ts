import type { Cell } from '../workbook.ts';

export const DAY_FORMAT = 'yyyy-mm-dd';
/** Before this day Excel counts one day too many, because it takes 1900 for a leap year. */
const FIRST_SOUND_DAY = '1900-03-01';

const NARROWEST = 6,
  WIDEST = 50,
  /** Rows looked at to fit the widths. */
  SAMPLE = 200,
  DAY_WIDTH = 12,
  LONGEST_SHEET_NAME = 31;

/** What the library is to write: days as midnight UTC, because it writes the UTC day of a date; text never as anything else. */
export function outgoingValue(cell: Cell): string | number | boolean | Date | null {
  if (typeof cell === 'string') return cell.replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
  if (cell === null || typeof cell !== 'object') return cell;
  return cell.day < FIRST_SOUND_DAY ? cell.day : new Date(`${cell.day}T00:00:00Z`);
}

/** In the width of a digit, of which a Chinese character takes two. */
function widthOf(cell: Cell): number {
  if (cell === null) return 0;
  if (typeof cell === 'object') return DAY_WIDTH;
  const lines = String(cell).split('\n');
  return Math.max(...lines.map((line) => line.length + line.replaceAll(/[^\u2e80-\uffff]/g, '').length)) + 2;
}

/** A width for each of the first `count` columns, fitted to the first rows within reason. */
export function fittedWidths(rows: readonly (readonly Cell[])[], count: number): number[] {
  const sample = rows.slice(0, SAMPLE);
  return Array.from({ length: count }, (_, column) =>
    Math.min(WIDEST, Math.max(NARROWEST, ...sample.map((row) => widthOf(row[column] ?? null)))),
  );
}

/** A name that Excel takes and that none of the sheets has yet; upper and lower case are the same to it. */
export function sheetName(wanted: string, taken: readonly string[]): string {
  const isTaken = (name: string) => taken.some((other) => other.toLowerCase() === name.toLowerCase());
  const clean =
    wanted
      .replaceAll(/[*?:\\/[\]\p{Cc}]/gu, ' ')
      .replaceAll(/^'+|'+$/g, '')
      .trim() || 'Sheet';
  let name = clean.slice(0, LONGEST_SHEET_NAME);
  for (let number = 2; isTaken(name); number += 1) {
    const suffix = ` ${number}`;
    name = clean.slice(0, LONGEST_SHEET_NAME - suffix.length) + suffix;
  }
  return name;
}
