/** What is wrong in a cell, a row or a sheet. */
export interface Mark {
  /** The sheet's name; where there is none of this name, the first sheet is meant. */
  readonly sheet: string;
  /** As the spreadsheet numbers it; 0 for the sheet as a whole. */
  readonly row: number;
  /** Letters; empty for the row as a whole. */
  readonly column: string;
  readonly message: string;
}

/** How the heading of the column of messages begins; what concerns the whole sheet follows it in the same cell. */
export const MARK_HEADING = '导入问题';

/** True for the heading of the column that `markWorkbook` adds: whoever imports a file leaves that column out. */
export function isMarkHeading(heading: string): boolean {
  return heading.startsWith(MARK_HEADING);
}
