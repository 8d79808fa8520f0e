import { writtenBirth, type WrittenCell, writtenName, writtenNumber, writtenTerm, written } from './cells.ts';
import { type Habits, habitsOf } from './habits.ts';
import { ROSTER_HEADINGS, rosterColumns, type RosterColumn } from './headings.ts';
import { isListedIn, type Membership, type Month, phoneIn } from './people.ts';
import { LEVEL_LABELS, LEVELS } from './programme.ts';
import { at } from './random.ts';
import type { DemoTown } from './regions.ts';
import { chineseNumeral } from './seats.ts';
import { monthText } from './elections.ts';
import { blankRows, sheetName, type Table, titleMerges, titleRows } from './tables.ts';

/** One row: a membership, or the memberships of one person with the same span that the office writes into one row. */
type RosterRow = readonly Membership[];

const NARROW: readonly RosterColumn[] = ['number', 'gender', 'ethnicity', 'level', 'publishesPhone'];

/** Whom the roster of a town lists for a year: everybody in post at any time of it. */
export function rosterOf(members: readonly Membership[], town: DemoTown, year: number): Membership[] {
  return members
    .filter((member) => member.town.name === town.name && isListedIn(member, year))
    .toSorted((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
}

/** The last month that a paper of this year knows: who leaves later still has the whole term before them. */
function knownEnd({ left, termEnd }: Membership, year: number): Month {
  return left !== undefined && left.month <= `${year}-12` ? left.month : termEnd;
}

function sameSpan(one: Membership, other: Membership, year: number): boolean {
  return one.from === other.from && knownEnd(one, year) === knownEnd(other, year);
}

function joined(listed: readonly Membership[], year: number, { joinsLevels }: Habits): RosterRow[] {
  if (!joinsLevels) return listed.map((member) => [member]);
  const rows: Membership[][] = [];
  for (const member of listed) {
    const row = rows.find(([first]) => first?.person === member.person && sameSpan(first, member, year));
    if (row) row.push(member);
    else rows.push([member]);
  }
  return rows;
}

function each(row: RosterRow, tell: (member: Membership) => string): string {
  return [...new Set(row.map(tell))].filter((text) => text !== '').join('、');
}

function noteOf(member: Membership, year: number): string {
  const { left, note } = member;
  const leaving =
    left !== undefined && left.month.startsWith(`${year}`) ? `${monthText(left.month)}${left.reason}` : '';
  return [note, leaving].filter((text) => text !== '').join('；');
}

function spanOf(member: Membership, year: number, habits: Habits): string {
  const end = knownEnd(member, year);
  // Offices that write 至今 do so while the post goes on; an ended one has its end.
  const goesOn = habits.termStyle === 'until-now' && end > `${year}-12`;
  return writtenTerm(member.from, goesOn ? null : end, habits);
}

function cellOf(
  column: RosterColumn,
  row: RosterRow,
  context: { year: number; index: number; habits: Habits },
): WrittenCell {
  const { year, index, habits } = context;
  const first = at(row, 0);
  const { person } = first;
  const cells: Readonly<Record<RosterColumn, () => WrittenCell>> = {
    number: () => writtenNumber(index + 1, habits),
    name: () => writtenName(person.name, habits),
    gender: () => person.gender,
    born: () => writtenBirth(person.born, habits),
    ethnicity: () => (habits.wording === 1 ? person.ethnicity.replace(/族$/, '') : person.ethnicity),
    career: () => `${person.workplace}${person.post}`,
    workplace: () => person.workplace,
    post: () => person.post,
    phone: () => phoneCell(phoneIn(person, year), habits),
    level: () => each(row, ({ level }) => LEVEL_LABELS[level]),
    town: () => first.town.name,
    electoralDistrict: () => each(row, ({ electoralDistrict }) => electoralDistrict),
    group: () => each(row, ({ group }) => group),
    activityGroup: () => each(row, ({ activityGroup }) => activityGroup),
    station: () => each(row, ({ station }) => station),
    publishesPhone: () => (person.publishesPhone ? '是' : '否'),
    congress: () => each(row, ({ level, congress }) => `${LEVEL_LABELS[level]}第${chineseNumeral(congress)}届`),
    term: () => spanOf(first, year, habits),
    note: () => each(row, (member) => noteOf(member, year)),
  };
  return cells[column]();
}

/** Eleven digits as a number where the office keeps numbers as numbers, else as text. */
export function phoneCell(phone: string, habits: Habits): WrittenCell {
  return habits.numbersAsText ? written(phone, habits) : Number(phone);
}

/** The roster of a town for a year, as its office writes it. */
export function rosterTable(members: readonly Membership[], town: DemoTown, year: number): Table {
  const habits = habitsOf(town);
  const columns = rosterColumns(habits.order, habits.splitsWorkplace);
  const rows = joined(rosterOf(members, town, year), year, habits);
  const titles = titleRows(town, '代表名册', { year, habits });
  const body = rows.map((row, index) => columns.map((column) => cellOf(column, row, { year, index, habits })));
  const total = habits.totals === 'end' ? [['合计', writtenNumber(rows.length, habits)]] : [];
  const first = titles.length + 1;
  return {
    sheetName: sheetName('代表名册', year, habits),
    rows: [
      ...titles.map((title) => [title]),
      columns.map((column) => ROSTER_HEADINGS[column][habits.wording] ?? column),
      ...body,
      ...total,
      ...blankRows(habits.trailingBlankRows),
    ],
    merges: titleMerges(titles.length, columns.length),
    hiddenRows: habits.hiddenRows && rows.length > 8 ? [first + 6] : [],
    widths: columns.map((column) => (NARROW.includes(column) ? 6 : 16)),
  };
}
