import type { Cell as BookCell, Worksheet } from '@cj-tech-master/excelts';
import { type Mark, MARK_HEADING, isMarkHeading } from '../marks.ts';
import { type Sheet, columnIndex, columnLetters } from '../workbook.ts';

const FILL = 'FFF7E9E4',
  INK = 'FFB5301F';
const MESSAGES_WIDTH = 40;
/** Before our part of a note, so that the town's own part of it can be told apart. */
const NOTE_PREFIX = `${MARK_HEADING}:`;

/** Where the messages go; both numbered from 1. */
interface Place {
  readonly headingRow: number;
  readonly column: number;
  /** There from an earlier marking. */
  readonly isOld: boolean;
}

/** Titles have a cell or two; the first row that is more than half as full as the fullest has the headings. */
function headingRowOf(sheet: Sheet): number {
  const filled = sheet.rows.map((row) => row.cells.filter((cell) => cell !== null).length);
  const most = Math.max(0, ...filled.slice(0, 1000));
  return sheet.rows[filled.findIndex((count) => count * 2 > most)]?.number ?? 1;
}

function placeOf(sheet: Sheet): Place {
  for (const { number, cells } of sheet.rows) {
    const index = cells.findIndex((cell) => typeof cell === 'string' && isMarkHeading(cell));
    if (index !== -1) return { headingRow: number, column: index + 1, isOld: true };
  }
  const width = sheet.rows.reduce((widest, row) => Math.max(widest, row.cells.length), 0);
  return { headingRow: headingRowOf(sheet), column: width + 1, isOld: false };
}

function noteText(cell: BookCell): string {
  const { note } = cell;
  if (note === undefined || typeof note === 'string') return note ?? '';
  return (note.texts ?? []).map((run) => run.text).join('');
}

const withoutOurs = (note: string): string => note.split(NOTE_PREFIX, 1).join('').trimEnd();

/** A style is shared by all cells that look alike, so it is replaced and never changed. */
function paint(cell: BookCell): void {
  const fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: FILL } } as const;
  cell.style = { ...cell.style, fill, font: { ...cell.style.font, color: { argb: INK } } };
}

function isPainted(cell: BookCell): boolean {
  const { fill } = cell.style;
  return fill?.type === 'pattern' && fill.fgColor?.argb === FILL;
}

function unpaint(cell: BookCell): void {
  const style = { ...cell.style, font: { ...cell.style.font } };
  delete style.fill;
  delete style.font.color;
  cell.style = style;
  const note = withoutOurs(noteText(cell));
  if (note !== '') {
    cell.note = note;
    return;
  }
  cell.comment = undefined;
  // The library keeps the note a second time beside the value, and writes that; a new value has none.
  const { value } = cell;
  cell.value = value;
}

/** Takes away what an earlier marking left. */
function unmark(target: Worksheet, { column }: Place): void {
  target.eachRow((row) => {
    row.eachCell({ includeEmpty: true }, (cell) => {
      if (isPainted(cell)) unpaint(cell);
      if (cell.col === column) cell.value = null;
    });
  });
}

/** The town's print area would leave the messages out on paper. */
function widenPrintArea(target: Worksheet, column: number): void {
  const [, start, end, row] = /^(\$?[A-Z]+\$?\d+:)\$?([A-Z]+)\$?(\d+)$/.exec(target.pageSetup.printArea ?? '') ?? [];
  if (!start || !end || !row || columnIndex(end) + 1 >= column) return;
  target.pageSetup.printArea = `${start}${columnLetters(column - 1)}${row}`;
}

function markCells(target: Worksheet, marks: readonly Mark[], headingRow: number): void {
  const byCell = Map.groupBy(
    marks.filter((mark) => columnIndex(mark.column) >= 0),
    (mark) => target.getCell(mark.row || headingRow, columnIndex(mark.column) + 1).master,
  );
  for (const [cell, ofCell] of byCell) {
    const own = withoutOurs(noteText(cell));
    const ours = NOTE_PREFIX + [...new Set(ofCell.map((mark) => mark.message))].join('\n');
    paint(cell);
    cell.note = own === '' ? ours : `${own}\n${ours}`;
  }
}

function writeMessages(target: Worksheet, marks: readonly Mark[], place: Place): void {
  const byRow = Map.groupBy(marks, (mark) => mark.row || place.headingRow);
  for (const row of new Set([place.headingRow, ...byRow.keys()])) {
    const messages = [...new Set(byRow.get(row)?.map((mark) => mark.message) ?? [])].join('；');
    const isHeading = row === place.headingRow;
    const heading = messages === '' ? MARK_HEADING : `${MARK_HEADING}:${messages}`;
    const cell = target.getCell(row, place.column);
    cell.value = isHeading ? heading : messages;
    cell.style = {
      font: { ...target.getCell(row, 1).style.font, color: { argb: INK }, bold: isHeading },
      alignment: { vertical: 'middle', wrapText: true },
    };
  }
  target.getColumn(place.column).width = MESSAGES_WIDTH;
}

/**
 * Marks one sheet.
 * @param target to be marked
 * @param sheet what was read of it
 * @param marks those of this sheet
 */
export function markSheet(target: Worksheet, sheet: Sheet, marks: readonly Mark[]): void {
  const place = placeOf(sheet);
  if (place.isOld) unmark(target, place);
  if (marks.length === 0 && !place.isOld) return;
  markCells(target, marks, place.headingRow);
  writeMessages(target, marks, place);
  widenPrintArea(target, place.column);
}
