import { daysBetween } from '#lib/format.ts';
import type { Language } from '#lib/language.ts';

/** A day of the year on hand: 12 月 31 日, 31 December. The year is written only where it is another. */
export function shortDay({ locale, format }: Pick<Language, 'locale' | 'format'>, day: string, today: string): string {
  if (day.slice(0, 4) !== today.slice(0, 4)) return format.day(day);
  const [, month = '', date = ''] = day.split('-');
  if (locale === 'zh') return `${Number(month)}\u00a0月\u00a0${Number(date)}\u00a0日`;
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(day));
}

/** How the day on which something is due lies to today; the words are those of a card. */
export function dueText(
  { words, format, ...language }: Language,
  of: { readonly dueDay: string | null; readonly dueNote: string | null; readonly daysLeft: number | null },
  today: string,
): { readonly text: string; readonly isPressing: boolean } {
  const { card } = words.me;
  if (of.dueDay === null) return { text: of.dueNote ?? '', isPressing: false };
  if (of.daysLeft === null) {
    return { text: card.due(shortDay({ ...language, format }, of.dueDay, today)), isPressing: false };
  }
  const days = daysBetween(today, of.dueDay);
  if (days === 0) return { text: card.today, isPressing: true };
  return { text: days > 0 ? card.left(format.number(days)) : card.late(format.number(-days)), isPressing: true };
}

/** How far a target is reached, in per cent and at most 100; undefined where there is nothing to measure by. */
export function shareOf(reached: string | null, target: string | null): number | undefined {
  if (reached === null || target === null || Number(target) <= 0) return undefined;
  return Math.min(100, Math.round((Number(reached) / Number(target)) * 100));
}
