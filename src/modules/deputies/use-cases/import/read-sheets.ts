import type { Bilingual, RegionCode } from '#kernel/contract.ts';
import type { Fault, SheetKind } from '../../contract.ts';
import { type RowFault, faultMessage } from '../../domain/import/faults.ts';
import { type Table, isData, recognise, yearIn } from '../../domain/import/headings.ts';
import {
  type LedgerRow,
  type RosterRow,
  type RowReading,
  type Setting,
  readLedgerRow,
  readRosterRow,
} from '../../domain/import/rows.ts';
import { type Sheet, type SheetRow, squeeze } from '../../domain/import/sheet.ts';
import { columnLetters } from '#platform/workbook/workbook.ts';

/** What could be read of a sheet without knowing the store. A sheet of another kind has no rows. */
export interface ReadSheet {
  readonly sheet: string;
  readonly kind: SheetKind | null;
  readonly rosterRows: readonly RosterRow[];
  readonly ledgerRows: readonly LedgerRow[];
  readonly rows: number;
  /** How many rows could not be read. */
  readonly unread: number;
  readonly faults: readonly Fault[];
  readonly notes: readonly Bilingual[];
  readonly faultAt: (row: number, fault: RowFault<string>) => Fault;
}

export interface Surroundings {
  readonly fileName: string;
  readonly today: string;
  readonly year: number | undefined;
  readonly towns: ReadonlyMap<string, RegionCode>;
}

/** The town whose name stands in a title, a sheet's or a file's name: the longest, so that 万灵溪镇 is not 灵溪镇. */
function townIn(texts: readonly string[], towns: ReadonlyMap<string, RegionCode>): RegionCode | undefined {
  for (const text of texts.map(squeeze)) {
    const named = [...towns.keys()].filter((name) => text.includes(name)).toSorted((a, b) => b.length - a.length);
    if (named[0] !== undefined) return towns.get(named[0]);
  }
  return undefined;
}

function settingOf(
  titles: readonly string[],
  { sheet, around }: { readonly sheet: Sheet; readonly around: Surroundings },
): Setting {
  const texts = [...titles, sheet.name, around.fileName];
  return {
    today: around.today,
    towns: around.towns,
    town: townIn(texts, around.towns),
    year: texts.map(yearIn).find((year) => year !== undefined) ?? around.year,
  };
}

function faultIn<Column extends string>(sheet: string, table: Table<Column>) {
  return (row: number, fault: RowFault<string>): Fault => {
    const index = fault.column === undefined ? undefined : table.columns.get(fault.column as Column);
    return {
      sheet,
      row,
      column: index === undefined ? '' : columnLetters(index),
      heading: index === undefined ? '' : (table.headings[index] ?? ''),
      code: fault.code,
      value: fault.value,
      message: faultMessage(fault),
    };
  };
}

function notesOf(sheet: Sheet, hiddenRows: readonly number[]): Bilingual[] {
  const notes: Bilingual[] = [];
  if (sheet.isHidden) {
    notes.push({
      zh: `工作表“${sheet.name}”是隐藏的，已一并读取。`,
      en: `The sheet “${sheet.name}” is hidden; it was read all the same.`,
    });
  }
  if (hiddenRows.length > 0) {
    const list = hiddenRows.slice(0, 20).join('、');
    notes.push({
      zh: `工作表“${sheet.name}”有 ${hiddenRows.length} 个隐藏行，已一并读取：第 ${list} 行。`,
      en: `The sheet “${sheet.name}” has hidden rows, which were read all the same: ${list.replaceAll('、', ', ')}.`,
    });
  }
  return notes;
}

type RowReader<Row, Column extends string> = (
  row: SheetRow,
  table: Table<Column>,
  setting: Setting,
) => RowReading<Row, Column>;

function readTable<Row, Column extends string>(
  at: { readonly sheet: Sheet; readonly around: Surroundings },
  table: Table<Column>,
  readRow: RowReader<Row, Column>,
) {
  const setting = settingOf(table.titles, at);
  const faultAt = faultIn(at.sheet.name, table);
  const data = table.rows.filter((row) => isData(row, table));
  const readings = data.map((row) => ({ number: row.number, ...readRow(row, table, setting) }));
  return {
    sheet: at.sheet.name,
    rows: data.length,
    read: readings.flatMap(({ row }) => (row === undefined ? [] : [row])),
    unread: readings.filter(({ row }) => row === undefined).length,
    faults: readings.flatMap(({ number, faults }) => faults.map((fault) => faultAt(number, fault))),
    notes: notesOf(
      at.sheet,
      data.filter((row) => row.isHidden).map((row) => row.number),
    ),
    faultAt,
  };
}

export function readSheet(sheet: Sheet, around: Surroundings): ReadSheet {
  const at = { sheet, around };
  const table = recognise(sheet);
  if (table?.kind === 'roster') {
    const { read, ...rest } = readTable(at, table, readRosterRow);
    return { ...rest, kind: 'roster', rosterRows: read, ledgerRows: [] };
  }
  if (table?.kind === 'ledger') {
    const { read, ...rest } = readTable(at, table, readLedgerRow);
    return { ...rest, kind: 'ledger', rosterRows: [], ledgerRows: read };
  }
  const nothing = { rosterRows: [], ledgerRows: [], rows: 0, unread: 0, faults: [], notes: [] };
  return { sheet: sheet.name, kind: null, ...nothing, faultAt: faultIn(sheet.name, NO_TABLE) };
}

const NO_TABLE: Table<string> = { headerRow: 0, columns: new Map(), headings: [], extras: [], titles: [], rows: [] };
