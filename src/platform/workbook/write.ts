import { csvLine } from './formats/csv.ts';
import { runInWorker } from './pool.ts';
import type { Cell } from './workbook.ts';

export interface OutgoingSheet {
  readonly name: string;
  /** A line above the headings, over the whole width. */
  readonly title?: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** In characters, a column each; fitted to the content where there is none. */
  readonly widths?: readonly number[];
}

/** Several minutes: what is written is ours, and a large export is no attack. */
const WRITING_MILLISECONDS = 300_000;

/**
 * An .xlsx: headings bold and frozen, days as dates, text always as text whatever it begins with.
 * @throws WorkbookRefusal `file.too-slow`, `file.out-of-memory`
 */
export function writeWorkbook(sheets: readonly OutgoingSheet[]): Promise<Uint8Array> {
  return runInWorker({ worker: 'write', milliseconds: WRITING_MILLISECONDS }, sheets);
}

/** UTF-8 with BOM and CRLF, so that office programs open it as it is; no cell begins like a formula (see `guard`). */
export function writeCsv(table: Pick<OutgoingSheet, 'headings' | 'rows'>): Uint8Array {
  const lines = [table.headings, ...table.rows].map((cells) => csvLine(cells));
  return new TextEncoder().encode(`\uFEFF${lines.join('')}`);
}
