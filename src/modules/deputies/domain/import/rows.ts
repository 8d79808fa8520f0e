import type { CommitmentKind, Level } from '../../contract.ts';
import { type RegionCode, regionLevel } from '#kernel/contract.ts';
import { closest } from 'fastest-levenshtein';
import {
  type Completion,
  type Due,
  type Reading,
  type Term,
  readBirthMonth,
  readCompletion,
  readDay,
  readDue,
  readKind,
  readLevels,
  readName,
  readPhone,
  readTerm,
  readText,
  readYesNo,
} from './cells.ts';
import type { FaultCode, RowFault } from './faults.ts';
import { type LedgerColumn, type RosterColumn, type Table, yearIn } from './headings.ts';
import { type Cell, type SheetRow, squeeze, textOf } from './sheet.ts';

/** What the importer knows before it reads the first row. */
export interface Setting {
  /** The business day: what lies after it has not happened. */
  readonly today: string;
  /** The year of a sheet that names none in its rows, if any is known. */
  readonly year: number | undefined;
  /** The town of a sheet that names none in its rows, if the title does. */
  readonly town: RegionCode | undefined;
  /** Towns of the region by their squeezed name. */
  readonly towns: ReadonlyMap<string, RegionCode>;
}

interface Common {
  readonly number: number;
  readonly id: string | null;
  readonly name: string;
  readonly phone: string | null;
  readonly levels: readonly Level[];
  readonly town: RegionCode;
  readonly year: number;
  readonly remarks: string | null;
  readonly extra: Readonly<Record<string, string>>;
}

export interface RosterRow extends Common {
  readonly sex: string | null;
  readonly birthMonth: string | null;
  readonly ethnicity: string | null;
  readonly workplace: string | null;
  readonly post: string | null;
  readonly electoralDistrict: string | null;
  readonly group: string | null;
  readonly activityGroup: string | null;
  readonly station: string | null;
  readonly isPhonePublic: boolean | null;
  readonly isWorkplacePublic: boolean | null;
  readonly congress: string | null;
  readonly term: Term;
}

/** What a roster's row says of one of its levels: `区、镇` with `第三选区、第五选区` names one district for each. */
export function saidOfLevel(row: RosterRow, level: Level): Pick<RosterRow, 'congress' | 'electoralDistrict' | 'group'> {
  const at = row.levels.indexOf(level);
  const part = (text: string | null): string | null => {
    const parts = text?.split('、') ?? [];
    return parts.length === row.levels.length && at >= 0 ? (parts[at]?.trim() ?? null) : text;
  };
  return { congress: part(row.congress), electoralDistrict: part(row.electoralDistrict), group: part(row.group) };
}

export interface LedgerRow extends Common {
  readonly kind: CommitmentKind;
  readonly field: string | null;
  readonly text: string;
  readonly target: string | null;
  readonly publishedDay: string | null;
  readonly due: Due;
  readonly completion: Completion;
  readonly doneDay: string | null;
  readonly result: string | null;
  readonly verifier: string | null;
  readonly verifiedDay: string | null;
}

export type RowReading<Row, Column extends string> =
  | { readonly row: Row; readonly faults: readonly [] }
  | { readonly row: undefined; readonly faults: readonly RowFault<Column>[] };

const MAX_TEXT = 2000;
const MAX_NAME = 60;
const EARLIEST_YEAR = 1954;

/** A year in a column that the town has formatted as dates shows as a day of 1905: it is the number that was typed. */
function plainYear(cell: Cell | undefined): Cell | undefined {
  if (cell === null || typeof cell !== 'object') return cell;
  const serial = Temporal.PlainDate.from('1899-12-30').until(cell.day, { largestUnit: 'days' }).days;
  return serial < 3000 ? serial : Number(cell.day.slice(0, 4));
}

/** Reads the cells of one row and gathers what is wrong with them. */
class RowReader<Column extends string> {
  readonly faults: RowFault<Column>[] = [];
  private readonly sheetRow: SheetRow;
  private readonly table: Table<Column>;

  constructor(sheetRow: SheetRow, table: Table<Column>) {
    this.sheetRow = sheetRow;
    this.table = table;
  }

  cell(column: Column): Cell | undefined {
    const index = this.table.columns.get(column);
    return index === undefined ? undefined : this.sheetRow.cells[index];
  }

  fault(code: FaultCode, column: Column | undefined, hint = ''): void {
    const value = column === undefined ? '' : textOf(this.cell(column)).slice(0, 200);
    this.faults.push({ code, column, value, hint });
  }

  read<Value>(column: Column, reading: Reading<Value>, otherwise: Value): Value {
    if (reading.ok) return reading.value;
    this.fault(reading.code as FaultCode, column);
    return otherwise;
  }

  text(column: Column, max = MAX_TEXT): string | null {
    const text = readText(this.cell(column));
    if (text !== null && text.length > max) this.fault('text-too-long', column, String(max));
    return text;
  }

  name(column: Column): string {
    const name = readName(this.cell(column));
    if (name === '') this.fault('name-missing', column);
    if (name.length > MAX_NAME) this.fault('text-too-long', column, String(MAX_NAME));
    return name;
  }

  extra(): Record<string, string> {
    const entries = this.table.extras.map(
      ({ index, heading }) => [heading, readText(this.sheetRow.cells[index]) ?? ''] as const,
    );
    return Object.fromEntries(entries.filter(([, text]) => text !== '' && text.length <= MAX_TEXT));
  }

  year(column: Column, setting: Setting): number {
    const text = squeeze(textOf(plainYear(this.cell(column))));
    const year = text === '' ? setting.year : yearIn(text);
    if (year === undefined || year < EARLIEST_YEAR) this.fault('year-unreadable', column);
    else if (year > Number(setting.today.slice(0, 4))) this.fault('year-in-future', column);
    return year ?? 0;
  }

  town(column: Column, setting: Setting): RegionCode | undefined {
    const name = squeeze(textOf(this.cell(column)));
    const town = name === '' ? setting.town : setting.towns.get(name);
    if (town !== undefined) return town;
    if (name === '') this.fault('town-missing', column);
    else this.fault('town-unknown', column, nearestTown(name, setting));
    return undefined;
  }

  pastDay(column: Column, setting: Setting, year: number): string | null {
    const day = this.read(column, readDay(this.cell(column), year), null);
    if (day !== null && day > setting.today) this.fault('day-in-future', column, setting.today);
    return day;
  }
}

/** The spelling that differs least, unless it differs in most of its characters. */
function nearestTown(name: string, { towns }: Setting): string {
  return towns.size === 0 ? '' : closest(name, [...towns.keys()]);
}

/** Towns by name, as rosters write it: with or without the district in front. */
export function townsByName(regions: readonly { code: RegionCode; name: string }[]): Map<string, RegionCode> {
  const towns = regions.filter(({ code }) => regionLevel(code) === 'town');
  return new Map(towns.map(({ code, name }) => [squeeze(name), code]));
}

export function readRosterRow(
  sheetRow: SheetRow,
  table: Table<RosterColumn>,
  setting: Setting,
): RowReading<RosterRow, RosterColumn> {
  const reader = new RowReader(sheetRow, table);
  const name = reader.name('name');
  const year = reader.year('year', setting);
  const town = reader.town('town', setting);
  const levels = reader.read('levels', readLevels(reader.cell('levels')), []);
  if (levels.length === 0 && reader.faults.every(({ column }) => column !== 'levels'))
    reader.fault('level-missing', 'levels');
  const row = {
    number: sheetRow.number,
    id: readText(reader.cell('id')),
    name,
    phone: reader.read('phone', readPhone(reader.cell('phone')), null),
    levels,
    year,
    sex: reader.text('sex', 10),
    birthMonth: reader.read('birthMonth', readBirthMonth(reader.cell('birthMonth')), null),
    ethnicity: reader.text('ethnicity', 30),
    workplace: reader.text('workplace', 200),
    post: reader.text('post', 200),
    electoralDistrict: reader.text('electoralDistrict', 200),
    group: reader.text('group', 100),
    activityGroup: reader.text('activityGroup', 100),
    station: reader.text('station', 100),
    isPhonePublic: reader.read('phonePublic', readYesNo(reader.cell('phonePublic')), null),
    isWorkplacePublic: reader.read('workplacePublic', readYesNo(reader.cell('workplacePublic')), null),
    congress: reader.text('congress', 60),
    term: reader.read('term', readTerm(reader.cell('term')), { from: null, to: null }),
    remarks: reader.text('remarks'),
    extra: reader.extra(),
  };
  if (town === undefined || reader.faults.length > 0) return { row: undefined, faults: reader.faults };
  return { row: { ...row, town }, faults: [] };
}

function checkOrder(reader: RowReader<LedgerColumn>, row: Omit<LedgerRow, 'town'>): void {
  const { completion, doneDay, publishedDay, verifiedDay, year } = row;
  if (completion === 'done' && doneDay === null && reader.faults.every(({ column }) => column !== 'doneDay')) {
    reader.fault('done-without-day', 'doneDay');
  }
  if (completion === 'open' && doneDay !== null) reader.fault('day-without-done', 'doneDay');
  if (completion === 'open' && verifiedDay !== null) reader.fault('verified-without-done', 'verifiedDay');
  if (doneDay === null) return;
  if (doneDay < `${year}-01-01`) reader.fault('done-before-year', 'doneDay', String(year));
  else if (publishedDay !== null && doneDay < publishedDay)
    reader.fault('done-before-published', 'doneDay', publishedDay);
  if (verifiedDay !== null && verifiedDay < doneDay) reader.fault('verified-before-done', 'verifiedDay', doneDay);
}

export function readLedgerRow(
  sheetRow: SheetRow,
  table: Table<LedgerColumn>,
  setting: Setting,
): RowReading<LedgerRow, LedgerColumn> {
  const reader = new RowReader(sheetRow, table);
  const name = reader.name('name');
  const year = reader.year('year', setting);
  const town = reader.town('town', setting);
  const levels = reader.read('levels', readLevels(reader.cell('levels')), []);
  if (levels.length > 1) reader.fault('level-several', 'levels');
  const text = reader.text('text');
  if (text === null) reader.fault('text-missing', 'text');
  const row = {
    number: sheetRow.number,
    id: readText(reader.cell('id')),
    name,
    phone: reader.read('phone', readPhone(reader.cell('phone')), null),
    levels,
    year,
    kind: reader.read('kind', readKind(reader.cell('kind')), 'unspecified'),
    field: reader.text('field', 60),
    text: text ?? '',
    target: reader.text('target'),
    publishedDay: reader.pastDay('publishedDay', setting, year),
    due: reader.read('due', readDue(reader.cell('due'), year), { day: null, note: null }),
    completion: reader.read('status', readCompletion(reader.cell('status')), 'open'),
    doneDay: reader.pastDay('doneDay', setting, year),
    result: reader.text('result'),
    verifier: reader.text('verifier', 100),
    verifiedDay: reader.pastDay('verifiedDay', setting, year),
    remarks: reader.text('remarks'),
    extra: reader.extra(),
  };
  checkOrder(reader, row);
  if (town === undefined || reader.faults.length > 0) return { row: undefined, faults: reader.faults };
  return { row: { ...row, town }, faults: [] };
}
