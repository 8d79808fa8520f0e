import type { Calendar, Day } from '#kernel/contract.ts';
import type { ExceptionKind, OnHoliday, ReceptionDay, ReceptionPattern } from '../../contract.ts';

/** How the receptions of a station come round. */
export interface ReceptionRule {
  readonly id: string;
  readonly pattern: ReceptionPattern;
  readonly weekdays: readonly number[];
  /** Of a weekly rule: 2 for each second week, counted from the week of its first day. */
  readonly everyWeeks: number;
  readonly monthDay: number | null;
  readonly nth: number | null;
  readonly starts: string;
  readonly ends: string;
  readonly fromDay: Day;
  readonly untilDay: Day | null;
  readonly onHoliday: OnHoliday;
}

/** What the office says of a single day. */
export interface ReceptionException {
  readonly day: Day;
  readonly kind: ExceptionKind;
  readonly toDay: Day | null;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly note: string | null;
}

/** A day that the rule has and on which nobody receives, and why. */
export interface DroppedDay {
  readonly plannedDay: Day;
  readonly why: 'holiday' | 'office' | 'joined';
  readonly note: string | null;
}

export interface Receptions {
  /** The days on which the station receives, in their order. */
  readonly days: readonly ReceptionDay[];
  readonly dropped: readonly DroppedDay[];
}

type Date = Temporal.PlainDate;

function daysOfMonth(rule: ReceptionRule, first: Date): Date[] {
  const { pattern, monthDay, nth, weekdays } = rule;
  const last = first.with({ day: first.daysInMonth });
  if (pattern === 'monthly-day') return monthDay === null ? [] : [monthDay < 0 ? last : first.with({ day: monthDay })];
  const [weekday] = weekdays;
  if (weekday === undefined || nth === null) return [];
  if (nth < 0) return [last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 })];
  return [first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) })];
}

const DAYS_OF_WEEK = 7;
const later = (one: Day, other: Day) => (one < other ? other : one);
const earlier = (one: Day, other: Day) => (one < other ? one : other);

/** The first of some weekdays that is not before a day. */
function nextOf(weekdays: readonly number[], from: Date): Date[] {
  return weekdays.map((weekday) => from.add({ days: (weekday - from.dayOfWeek + DAYS_OF_WEEK) % DAYS_OF_WEEK }));
}

const mondayOf = (date: Date): Date => date.subtract({ days: date.dayOfWeek - 1 });

/** Weeks are counted from the one in which the rule has its first day, as calendars count them. */
function weeklyDays({ weekdays, everyWeeks, fromDay }: ReceptionRule, from: Date, last: Day): Day[] {
  const [first] = nextOf(weekdays, Temporal.PlainDate.from(fromDay)).toSorted((one, other) =>
    Temporal.PlainDate.compare(one, other),
  );
  if (first === undefined) return [];
  const days: Day[] = [];
  for (const next of nextOf(weekdays, from)) {
    const weeks = mondayOf(first).until(mondayOf(next)).days / DAYS_OF_WEEK;
    let date = next.add({ weeks: (everyWeeks - (weeks % everyWeeks)) % everyWeeks });
    for (; date.toString() <= last; date = date.add({ weeks: everyWeeks })) days.push(date.toString());
  }
  return days.toSorted();
}

/** The days that a rule has by itself, from a day to a day, whatever the calendar says. */
export function plannedDays(rule: ReceptionRule, until: Day, since: Day = rule.fromDay): Day[] {
  const first = later(rule.fromDay, since);
  const last = earlier(rule.untilDay ?? until, until);
  const from = Temporal.PlainDate.from(first);
  if (rule.pattern === 'weekly') return weeklyDays(rule, from, last);
  const days: Day[] = [];
  for (let month = from.with({ day: 1 }); month.toString() <= last; month = month.add({ months: 1 })) {
    days.push(...daysOfMonth(rule, month).map(String));
  }
  return days.filter((day) => day >= first && day <= last);
}

function movedByHoliday(rule: ReceptionRule, day: Day, calendar: Calendar): Day | null {
  if (rule.onHoliday === 'drop') return null;
  return rule.onHoliday === 'next' ? calendar.nextWorkingDay(day) : calendar.previousWorkingDay(day);
}

/** What becomes of one day of the rule, before it is seen whether another reception is on the same day already. */
function decide(
  rule: ReceptionRule,
  plannedDay: Day,
  { calendar, exception }: { readonly calendar: Calendar; readonly exception: ReceptionException | undefined },
): ReceptionDay | DroppedDay {
  const own = { ruleId: rule.id, plannedDay, starts: rule.starts, ends: rule.ends };
  if (exception?.kind === 'cancelled') return { plannedDay, why: 'office', note: exception.note };
  if (exception?.kind === 'moved' && exception.toDay !== null) {
    const { toDay, starts, ends, note } = exception;
    const hours = { starts: starts ?? rule.starts, ends: ends ?? rule.ends };
    return { ...own, ...hours, day: toDay, movedBy: 'office', holiday: null, note };
  }
  if (rule.onHoliday === 'keep' || calendar.isWorkingDay(plannedDay)) {
    return { ...own, day: plannedDay, movedBy: null, holiday: null, note: null };
  }
  const day = movedByHoliday(rule, plannedDay, calendar);
  if (day === null) return { plannedDay, why: 'holiday', note: null };
  const holiday = calendar.nameOf(plannedDay) ?? null;
  return { ...own, day, movedBy: 'holiday', holiday, note: null };
}

function byTime(one: ReceptionDay, other: ReceptionDay): number {
  return `${one.day} ${one.starts}` < `${other.day} ${other.starts}` ? -1 : 1;
}

/** A moved reception that falls on one that is held anyway is that one. */
const isHeldAnyway = ({ movedBy }: ReceptionDay) => movedBy === null;

interface Window {
  readonly calendar: Calendar;
  readonly until: Day;
  /** Receptions before it are of no interest; planned ones that were moved past it are. */
  readonly since?: Day | undefined;
}

/** What the rule has within the window, and what the office moved into it. */
function plannedWithin(
  rule: ReceptionRule,
  exceptions: readonly ReceptionException[],
  { until, since = rule.fromDay }: Window,
): Day[] {
  const movedIn = exceptions.filter(({ day, toDay }) => day < since && toDay !== null && toDay >= since);
  const early = movedIn.map(({ day }) => day).filter((day) => isPlanned(rule, day));
  return [...early.toSorted(), ...plannedDays(rule, until, since)];
}

/**
 * The days of one rule up to a day: planned, moved by holidays, changed by the office. Two receptions of a rule that come
 * to lie on one day are one; the one that is on its own day stays.
 */
export function receptionsOf(
  rule: ReceptionRule,
  exceptions: readonly ReceptionException[],
  window: Window,
): Receptions {
  const { calendar, until } = window;
  const byDay = new Map(exceptions.filter(({ kind }) => kind !== 'added').map((one) => [one.day, one]));
  const decided = plannedWithin(rule, exceptions, window).map((day) =>
    decide(rule, day, { calendar, exception: byDay.get(day) }),
  );
  const dropped = decided.flatMap((one) => ('why' in one ? [one] : []));
  const held = decided.flatMap((one) => ('why' in one ? [] : [one]));
  const taken = new Map<Day, ReceptionDay>();
  for (const one of [...held.filter(isHeldAnyway), ...held.filter((each) => !isHeldAnyway(each))]) {
    if (taken.has(one.day)) dropped.push({ plannedDay: one.plannedDay ?? one.day, why: 'joined', note: null });
    else taken.set(one.day, one);
  }
  for (const { day, kind, starts, ends, note } of exceptions) {
    if (kind !== 'added' || taken.has(day) || day > until) continue;
    const hours = { starts: starts ?? rule.starts, ends: ends ?? rule.ends };
    taken.set(day, { ruleId: rule.id, plannedDay: null, day, ...hours, movedBy: 'office', holiday: null, note });
  }
  return {
    days: [...taken.values()].toSorted(byTime),
    dropped: dropped.toSorted((one, other) => (one.plannedDay < other.plannedDay ? -1 : 1)),
  };
}

/** Whether a day is one that the rule has by itself. */
export function isPlanned(rule: ReceptionRule, day: Day): boolean {
  return plannedDays(rule, day, day).length > 0;
}

/** The last day that is looked ahead to: the end of the year after a day's. Later holidays are not known to anybody. */
export function horizonOf(day: Day): Day {
  return `${Number(day.slice(0, 4)) + 1}-12-31`;
}

/** What a rule needs to be whole. @returns the name of what is missing or wrong */
export function flawOf(
  rule: Omit<ReceptionRule, 'id'>,
): 'weekdays' | 'monthDay' | 'nth' | 'hours' | 'span' | undefined {
  const { pattern, weekdays, monthDay, nth, starts, ends, fromDay, untilDay } = rule;
  if (pattern === 'weekly' && weekdays.length === 0) return 'weekdays';
  if (pattern === 'monthly-weekday' && weekdays.length !== 1) return 'weekdays';
  if (pattern === 'monthly-day' && monthDay === null) return 'monthDay';
  if (pattern === 'monthly-weekday' && nth === null) return 'nth';
  if (starts >= ends) return 'hours';
  return untilDay !== null && untilDay < fromDay ? 'span' : undefined;
}
