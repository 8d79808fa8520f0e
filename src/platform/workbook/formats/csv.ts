import { CsvError, parse } from 'csv-parse/sync';
import type { WorkbookLimits } from '../limits.ts';
import { WorkbookRefusal } from '../refusal.ts';
import type { Cell, Row, Sheet } from '../workbook.ts';

/** What a spreadsheet program may take for the beginning of a formula, full-width forms included. */
const LIVE = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const GUARDED = /^'(?='*[=+\-@\t\r\n＝＋－＠])/u;
const DELIMITERS = [',', '\t', ';'] as const;
/** The rows that a spreadsheet can have at all; more lines than this are not even looked at. */
const SPREADSHEET_ROWS = 1_048_576;

/** An apostrophe before what a spreadsheet program might run; `unguard` takes exactly that away again. */
export function guard(text: string): string {
  return LIVE.test(text) ? `'${text}` : text;
}

export function unguard(text: string): string {
  return text.replace(GUARDED, '');
}

/** The delimiter that most of the first lines have the same number of, outside quotation marks. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r\n|\r|\n/)
    .slice(0, 50);
  const scored = DELIMITERS.map((delimiter) => {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    const [count = 0, times = 0] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    return { delimiter, count, times };
  });
  return scored.toSorted((a, b) => b.times - a.times || b.count - a.count)[0]?.delimiter ?? ',';
}

function cellOf(field: string): Cell {
  return unguard(field).trim().replaceAll(/\r\n?/g, '\n') || null;
}

/** @throws WorkbookRefusal when it is larger than the limits, or a quotation mark is not closed */
export function readCsv(text: string, name: string, limits: WorkbookLimits): Sheet {
  const rows: Row[] = [];
  let number = 0,
    cellCount = 0;
  const keep = (fields: string[]) => {
    number += 1;
    if (number > SPREADSHEET_ROWS) throw new WorkbookRefusal('file.too-many-rows', { sheet: name, limit: limits.rows });
    const cells = fields.map(cellOf);
    const width = cells.findLastIndex((cell) => cell !== null) + 1;
    if (width === 0) return null;
    cellCount += cells.filter((cell) => cell !== null).length;
    if (width > limits.columns) {
      throw new WorkbookRefusal('file.too-many-columns', { sheet: name, limit: limits.columns });
    }
    if (rows.length >= limits.rows)
      throw new WorkbookRefusal('file.too-many-rows', { sheet: name, limit: limits.rows });
    if (cellCount > limits.cells) throw new WorkbookRefusal('file.too-many-cells', { limit: limits.cells });
    rows.push({ number, isHidden: false, cells: cells.slice(0, width) });
    return null;
  };
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 1_000_000,
      on_record: keep,
    });
  } catch (error) {
    // A quotation mark that is never closed swallows the rest of the file: either way this is not the table it was.
    if (error instanceof CsvError) throw new WorkbookRefusal('file.damaged', { row: number + 1 });
    throw error;
  }
  return { name, isHidden: false, rows };
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return guard(cell);
  if (typeof cell === 'object') return cell.day;
  return typeof cell === 'boolean' ? (cell ? 'TRUE' : 'FALSE') : String(cell);
}

/** One line with its CRLF (RFC 4180). */
export function csvLine(cells: readonly Cell[]): string {
  const fields = cells.map(textOf).map((text) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
  return `${fields.join(',')}\r\n`;
}
