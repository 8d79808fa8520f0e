import type { Language } from '#lib/language.ts';
import type { ReceptionDay, ReceptionPattern } from '#modules/deputies/contract.ts';

interface Rule {
  readonly pattern: ReceptionPattern;
  readonly weekdays: readonly number[];
  readonly everyWeeks: number;
  readonly monthDay: number | null;
  readonly nth: number | null;
}

/** A weekday by its number, 1 for Monday. */
export function weekdayName(number: number, { words }: Language): string {
  return words.stations.weekdays[number - 1] ?? '';
}

/** The weekday of a day, as the reader calls it. */
export function weekdayOfDay(day: string, language: Language): string {
  return weekdayName(((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1, language);
}

/** A day with its weekday. */
export function datedText(day: string, language: Language): string {
  return language.words.stations.dated(language.format.day(day), weekdayOfDay(day, language));
}

/** When a rule comes round, without its hours. */
export function ruleText({ pattern, weekdays, everyWeeks, monthDay, nth }: Rule, language: Language): string {
  const text = language.words.stations;
  const named = weekdays.map((number) => weekdayName(number, language));
  if (pattern === 'weekly') {
    const days = named.join(text.separator);
    return everyWeeks > 1 ? text.everyWeeks(String(everyWeeks), days) : text.weekly(days);
  }
  if (pattern === 'monthly-day') {
    return monthDay === null || monthDay < 0 ? text.monthlyLastDay : text.monthlyDay(String(monthDay));
  }
  const [day = ''] = named;
  return nth === null || nth < 0 ? text.monthlyLast(day) : text.monthlyNth(String(nth), day);
}

type Told = Pick<ReceptionDay, 'day' | 'plannedDay' | 'movedBy' | 'holiday' | 'note'>;

/** Why a reception is not as the rule has it; empty where it is. */
export function changeText({ day, plannedDay, movedBy, holiday, note }: Told, language: Language): string {
  const text = language.words.stations;
  const { format, locale } = language;
  const why = (): string => {
    if (movedBy === null) return '';
    if (plannedDay === null) return text.added;
    if (plannedDay === day) return text.sameDay;
    if (movedBy === 'office') return text.movedByOffice(format.day(plannedDay));
    return text.movedByHoliday(format.day(plannedDay), holiday?.[locale] ?? text.restDay);
  };
  return [why(), note].filter(Boolean).join(' · ');
}
