import { type WrittenCell, written, writtenDay, writtenDue, writtenName, writtenNumber } from './cells.ts';
import { type Habits, habitsOf } from './habits.ts';
import { LEDGER_HEADINGS, type LedgerColumn, ledgerColumns } from './headings.ts';
import type { Commitment } from './outcomes.ts';
import { type Membership, phoneIn } from './people.ts';
import { RESPONSIBLE_OFFICES } from './phrases.ts';
import { LEVEL_LABELS } from './programme.ts';
import { amountText } from './promises.ts';
import { at } from './random.ts';
import type { DemoTown } from './regions.ts';
import { phoneCell, rosterOf } from './rosters.ts';
import { blankRows, type Merge, runs, sheetName, type Table, titleMerges, titleRows } from './tables.ts';

/** What a row needs to know besides its commitment. */
interface Context {
  readonly year: number;
  readonly habits: Habits;
  /** Posts by person in this town this year: with several, a row must say which one promises. */
  readonly posts: ReadonlyMap<number, number>;
}

const WIDE: readonly string[] = ['text', 'target', 'result'];

function statusWord({ state }: Commitment, index: number, { doneWords, openWords }: Habits): string {
  const words = state === 'open' ? openWords : doneWords;
  return at(words, index % words.length);
}

function levelCell({ membership }: Commitment, { habits, posts }: Context): string {
  const isNeeded = habits.ledgerLevel === 'all' || (posts.get(membership.person.id) ?? 0) > 1;
  return isNeeded ? LEVEL_LABELS[membership.level] : '';
}

function phoneOf({ membership: { person } }: Commitment, { year, habits }: Context): WrittenCell {
  return habits.ledgerPhone === 'all' || person.sharesName ? phoneCell(phoneIn(person, year), habits) : '';
}

function dayCell(day: string | null, habits: Habits): WrittenCell {
  return day === null ? '' : writtenDay(day, habits);
}

function cellOf(column: LedgerColumn, row: { commitment: Commitment; index: number }, context: Context): WrittenCell {
  const { commitment, index } = row;
  const { membership, target, result } = commitment;
  const { year, habits } = context;
  const cells: Readonly<Record<LedgerColumn, () => WrittenCell>> = {
    number: () => writtenNumber(index + 1, habits),
    name: () => writtenName(membership.person.name, habits),
    phone: () => phoneOf(commitment, context),
    level: () => levelCell(commitment, context),
    town: () => membership.town.name,
    year: () => (habits.wording === 1 ? written(`${year}年`, habits) : writtenNumber(year, habits)),
    kind: () => (commitment.isCommon ? '共性' : '个性'),
    field: () => commitment.field,
    text: () => written(commitment.text, habits),
    target: () => (target ? written(amountText(target), habits) : ''),
    published: () => dayCell(commitment.published, habits),
    due: () => writtenDue(commitment.due, year, habits),
    status: () => statusWord(commitment, index, habits),
    completed: () => dayCell(commitment.completed, habits),
    result: () => (result ? written(amountText(result), habits) : ''),
    verifier: () => writtenName(commitment.verifier, habits),
    verified: () => dayCell(commitment.verified, habits),
    note: () => '',
  };
  return cells[column]();
}

/** Columns that only some towns keep. */
function extraCell(heading: string, { membership, worry, field }: Commitment): string {
  if (heading === '烦心事类别') return worry;
  if (heading === '联系村社') return membership.station.replace('代表联络站', '').replace('代表之家', '');
  return at(RESPONSIBLE_OFFICES, (field.length * 7 + field.charCodeAt(0)) % RESPONSIBLE_OFFICES.length);
}

function isLedgerColumn(column: string): column is LedgerColumn {
  return column in LEDGER_HEADINGS;
}

function headingOf(column: string, { wording }: Habits): string {
  return isLedgerColumn(column) ? (LEDGER_HEADINGS[column][wording] ?? column) : column;
}

/** A row that adds up: the word in the first column, the number where there is room for it. */
function totalRow(count: number, columns: readonly string[]): WrittenCell[] {
  return columns.map((column, index) => (index === 0 ? '合计' : column === 'text' ? `${count}项` : ''));
}

function dataRows(commitments: readonly Commitment[], columns: readonly string[], context: Context): WrittenCell[][] {
  return commitments.flatMap((commitment, index) => {
    const row = columns.map((column) =>
      isLedgerColumn(column) ? cellOf(column, { commitment, index }, context) : extraCell(column, commitment),
    );
    const next = commitments[index + 1]?.membership;
    if (context.habits.totals !== 'each-deputy' || next === commitment.membership) return [row];
    const ofDeputy = commitments.filter(({ membership }) => membership === commitment.membership);
    return [row, totalRow(ofDeputy.length, columns)];
  });
}

/** Names, phones and levels are merged over the rows of a deputy, the town over all. */
function mergesOf(
  commitments: readonly Commitment[],
  columns: readonly string[],
  options: { first: number; habits: Habits },
): Merge[] {
  const { first, habits } = options;
  const deputies = new Map<Membership, number>();
  for (const { membership } of commitments) deputies.set(membership, deputies.get(membership) ?? deputies.size);
  const keys = commitments.map(({ membership }) => deputies.get(membership) ?? -1);
  return columns.flatMap((column, index) => {
    if (habits.mergesNames && ['name', 'phone', 'level'].includes(column)) return runs(keys, first, index);
    if (habits.mergesTown && column === 'town')
      return runs(
        commitments.map(() => 0),
        first,
        index,
      );
    return [];
  });
}

/** A cell that a merge covers holds nothing: only its first row does. */
function withoutCovered(rows: WrittenCell[][], merges: readonly Merge[]): WrittenCell[][] {
  for (const { top, bottom, left } of merges) {
    for (let row = top + 1; row <= bottom; row += 1) at(rows, row)[left] = '';
  }
  return rows;
}

/** The commitment ledger of a town for a year, as its office writes it. */
export function ledgerTable(
  commitments: readonly Commitment[],
  members: readonly Membership[],
  where: { town: DemoTown; year: number },
): Table {
  const { town, year } = where;
  const habits = habitsOf(town);
  const posts = new Map<number, number>();
  for (const { person } of rosterOf(members, town, year)) posts.set(person.id, (posts.get(person.id) ?? 0) + 1);
  const context: Context = { year, habits, posts };
  const columns = ledgerColumns(habits.order, { extra: habits.extraColumns, hasYear: habits.yearPlace === 'column' });
  const titles = titleRows(town, '承诺台账', { year, habits });
  const first = titles.length + 1;
  const merges = mergesOf(commitments, columns, { first, habits });
  const rows: WrittenCell[][] = [
    ...titles.map((title) => [title]),
    columns.map((column) => headingOf(column, habits)),
    ...dataRows(commitments, columns, context),
    ...(habits.totals === 'end' ? [totalRow(commitments.length, columns)] : []),
    ...blankRows(habits.trailingBlankRows),
  ];
  return {
    sheetName: sheetName('承诺台账', year, habits),
    rows: withoutCovered(rows, merges),
    merges: [...titleMerges(titles.length, columns.length), ...merges],
    hiddenRows: habits.hiddenRows && commitments.length > 20 ? [first + 11, first + 12] : [],
    widths: columns.map((column) => (WIDE.includes(column) ? 40 : 12)),
  };
}
