import { lastDayOf, serialOf } from './days.ts';
import type { DayStyle, Habits, TermStyle } from './habits.ts';
import type { Due } from './outcomes.ts';
import type { Month } from './people.ts';

/** A cell as a town writes it: text, a number, or a real date of the spreadsheet (days since 1900) with its format. */
export type WrittenCell = string | number | { readonly serial: number; readonly format: string };

const FULL_WIDTH = Array.from('０１２３４５６７８９');

function fullWidth(text: string): string {
  return text.replace(/\d/g, (digit) => FULL_WIDTH[Number(digit)] ?? digit);
}

/** Text with the town's digits. */
export function written(text: string, { fullWidthDigits }: Habits): string {
  return fullWidthDigits ? fullWidth(text) : text;
}

/** '王伟', or '王 伟' with a plain or an ideographic space: offices stretch names of two characters to the width of three. */
export function writtenName(name: string, { spacedNames }: Habits): string {
  const characters = Array.from(name);
  return characters.length === 2 ? characters.join(spacedNames) : name;
}

const DAY_WRITERS: Readonly<Record<Exclude<DayStyle, 'serial'>, (parts: readonly string[]) => string>> = {
  dashes: (parts) => parts.join('-'),
  slashes: (parts) => parts.join('/'),
  dots: (parts) => parts.join('.'),
  characters: ([year = '', month, day]) => `${year}年${Number(month)}月${Number(day)}日`,
};

/** A day (`YYYY-MM-DD`) in the town's hand. */
export function writtenDay(day: string, habits: Habits): WrittenCell {
  const { dayStyle } = habits;
  if (dayStyle === 'serial') return { serial: serialOf(day), format: 'yyyy"年"m"月"d"日"' };
  return written(DAY_WRITERS[dayStyle](day.split('-')), habits);
}

/** Until when; `10月底前` stands for the row's own year, so a month of another year is written out. */
export function writtenDue(due: Due, year: number, habits: Habits): WrittenCell {
  if (due === 'long-term') return '长期';
  if ('day' in due) return writtenDay(due.day, habits);
  const [dueYear = '', month] = due.month.split('-');
  if (habits.monthStyle === 'last-day') return writtenDay(lastDayOf(due.month), habits);
  if (habits.monthStyle === '10月底前' && Number(dueYear) === year) return written(`${Number(month)}月底前`, habits);
  return written(`${dueYear}年${Number(month)}月`, habits);
}

export function writtenBirth(born: Month, habits: Habits): string {
  const [year = '', month = ''] = born.split('-');
  if (habits.birthStyle === 'characters') return written(`${year}年${Number(month)}月`, habits);
  return written(`${year}${habits.birthStyle === 'dots' ? '.' : '-'}${month}`, habits);
}

const TERM_WRITERS: Readonly<Record<TermStyle, (from: readonly string[], to: readonly string[] | null) => string>> = {
  'dots-dash': (from, to) => `${from.join('.')}-${to ? to.join('.') : '至今'}`,
  'dots-long-dash': (from, to) => `${from.join('.')}—${to ? to.join('.') : '至今'}`,
  characters: (from, to) => `${monthWords(from)}至${to ? monthWords(to) : '今'}`,
  'until-now': (from, to) => `${monthWords(from)}${to ? `-${monthWords(to)}` : '至今'}`,
};

function monthWords([year = '', month]: readonly string[]): string {
  return `${year}年${Number(month)}月`;
}

/** From when to when in post: '2017.01-2021.12', '2019年3月至今'. `to` is null for a post that goes on. */
export function writtenTerm(from: Month, to: Month | null, habits: Habits): string {
  return written(TERM_WRITERS[habits.termStyle](from.split('-'), to?.split('-') ?? null), habits);
}

/** A count that some offices keep as text. */
export function writtenNumber(value: number, habits: Habits): WrittenCell {
  return habits.numbersAsText ? written(String(value), habits) : value;
}
