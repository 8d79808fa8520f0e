import { at, type Random, randomFrom } from './random.ts';
import { demoTowns, type DemoTown } from './regions.ts';

/** How a day is written into a cell; `serial` is a real date of the spreadsheet. */
export type DayStyle = 'serial' | 'dashes' | 'slashes' | 'dots' | 'characters';
/** How a month is written as a due date. */
type MonthStyle = '10月底前' | '2020年10月' | 'last-day';
export type TermStyle = 'dots-dash' | 'dots-long-dash' | 'characters' | 'until-now';
type YearPlace = 'title' | 'sheet' | 'file' | 'column';

/** How a town's office writes its spreadsheets: its own, and the same every year. */
export interface Habits {
  readonly format: 'xlsx' | 'xls' | 'csv';
  /** Roster and ledger in two files, or as two sheets of one. */
  readonly layout: 'two-files' | 'one-file';
  readonly yearPlace: YearPlace;
  /** Rows above the headings, from the top. */
  readonly titleRows: readonly ('attachment' | 'title' | 'reporter')[];
  /** Column A says 序号; the rest comes in one of several orders. */
  readonly order: number;
  /** Which of a heading's wordings; see `headings.ts`. */
  readonly wording: number;
  readonly mergesNames: boolean;
  readonly mergesTown: boolean;
  readonly spacedNames: '' | ' ' | '\u3000';
  readonly fullWidthDigits: boolean;
  readonly dayStyle: DayStyle;
  readonly monthStyle: MonthStyle;
  readonly birthStyle: 'dots' | 'dashes' | 'characters';
  readonly termStyle: TermStyle;
  readonly doneWords: readonly string[];
  readonly openWords: readonly string[];
  readonly numbersAsText: boolean;
  /** Phones in every row of the ledger, or only where a name alone does not tell who it is. */
  readonly ledgerPhone: 'all' | 'when-needed';
  readonly ledgerLevel: 'all' | 'when-needed';
  /** A person with two posts in one roster row (区、镇), or in two with the same phone. */
  readonly joinsLevels: boolean;
  readonly splitsWorkplace: boolean;
  readonly totals: 'none' | 'end' | 'each-deputy';
  readonly trailingBlankRows: number;
  readonly hiddenRows: boolean;
  readonly extraColumns: readonly string[];
  readonly extraSheets: 'none' | 'empty' | 'notes';
  /** Share of the rows with 公示时间 and, of the verified ones, with 核实时间. */
  readonly tellsPublished: number;
  readonly tellsVerified: number;
}

const DONE_WORDS = [['已完成'], ['完成'], ['√'], ['100%'], ['已完成', '完成'], ['已完成', '√']];
const OPEN_WORDS = [['推进中'], ['未完成'], ['推进中', '未完成']];
const EXTRA_COLUMNS = [[], ['责任单位'], ['烦心事类别'], ['责任单位', '联系村社'], [], ['牵头领导']];

/** Everything that a town's place in the list decides, so that each variety occurs. */
function drawHabits(random: Random, index: number): Habits {
  const turn = <T>(list: readonly T[], shift = 0): T => at(list, (index + shift) % list.length);
  return {
    format: 'xlsx',
    layout: turn(['two-files', 'two-files', 'one-file']),
    yearPlace: turn(['title', 'title', 'file', 'column', 'sheet']),
    titleRows: turn([['title'], ['title', 'reporter'], [], ['attachment', 'title', 'reporter'], ['title']] as const),
    order: index % 4,
    wording: index % 3,
    mergesNames: turn([false, true, false, true, false, false]),
    mergesTown: turn([false, false, false, true, false, false, false]),
    spacedNames: turn(['', ' ', '', '\u3000', ''], 1),
    fullWidthDigits: index % 9 === 4,
    dayStyle: turn(['serial', 'characters', 'dots', 'dashes', 'slashes'], 2),
    monthStyle: turn(['10月底前', '2020年10月', 'last-day'], 1),
    birthStyle: turn(['dots', 'characters', 'dashes']),
    termStyle: turn(['dots-dash', 'characters', 'until-now', 'dots-long-dash']),
    doneWords: turn(DONE_WORDS),
    openWords: turn(OPEN_WORDS, 1),
    numbersAsText: random.chance(0.5),
    ledgerPhone: random.chance(0.6) ? 'all' : 'when-needed',
    ledgerLevel: index % 7 === 5 ? 'when-needed' : 'all',
    joinsLevels: index % 2 === 1,
    splitsWorkplace: index % 3 === 1,
    totals: turn(['none', 'end', 'none', 'none', 'each-deputy', 'end', 'none', 'none']),
    trailingBlankRows: turn([0, 0, 5, 1, 0, 12]),
    hiddenRows: index % 5 === 3,
    extraColumns: turn(EXTRA_COLUMNS),
    extraSheets: turn(['none', 'none', 'none', 'empty', 'none', 'notes', 'none']),
    tellsPublished: turn([1, 0.9, 0.6, 1, 0, 0.8, 1, 0.5]),
    tellsVerified: turn([1, 0.8, 0.6, 0.9, 0.3]),
  };
}

/** What two kinds of file force upon their towns: plain text knows no merged cells, hidden rows or real dates. */
const PECULIAR: Readonly<Record<string, Partial<Habits>>> = {
  河堰镇: {
    format: 'csv',
    layout: 'two-files',
    mergesNames: false,
    mergesTown: false,
    hiddenRows: false,
    extraSheets: 'none',
    dayStyle: 'dots',
    yearPlace: 'title',
    titleRows: ['title'],
  },
  直石镇: { format: 'xls', layout: 'one-file', dayStyle: 'serial' },
};

function settled(habits: Habits): Habits {
  // The year must stand somewhere: a title where it is the title's task, and the column is the ledger's only.
  if (habits.yearPlace === 'title' && habits.titleRows.length === 0) return { ...habits, titleRows: ['title'] };
  // A sub-total in a column that is merged downwards would end each merge; offices that do the one do not do the other.
  if (habits.totals === 'each-deputy') return { ...habits, mergesNames: false, mergesTown: false };
  return habits;
}

const habitsByTown: ReadonlyMap<string, Habits> = new Map(
  demoTowns.map((town, index) => [
    town.name,
    { ...settled(drawHabits(randomFrom(Number(town.code.slice(6, 9))), index)), ...PECULIAR[town.name] },
  ]),
);

/** The habits of a town's office. @throws RangeError for a town that is not of the district */
export function habitsOf(town: DemoTown): Habits {
  const habits = habitsByTown.get(town.name);
  if (habits === undefined) throw new RangeError(`no habits of ${town.name}`);
  return habits;
}
