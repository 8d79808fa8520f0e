import official from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { Bilingual } from '../../values/bilingual.ts';
import { type Day, nextDay, previousDay, weekdayOf } from '../../values/time.ts';

/** A day on which a district works, or rests, whatever the official calendar says. */
export interface CalendarOverride {
  readonly day: Day;
  readonly isWorking: boolean;
  /** Why, as people read it: 防汛停休. */
  readonly name: string;
}

/** Which days are worked on: weekends, the holidays that the State Council announces with their 调休, and a district's own. */
export interface Calendar {
  isWorkingDay(day: Day): boolean;
  /** Of a day that is not what its weekday makes it: the holiday, or the one that it is worked in place of. */
  nameOf(day: Day): Bilingual | undefined;
  /** Whether the office has set it otherwise. */
  isOverridden(day: Day): boolean;
  /** The first working day after a day. */
  nextWorkingDay(day: Day): Day;
  /** The last working day before a day. */
  previousWorkingDay(day: Day): Day;
  /** The day on which so many working days have passed: 1 of a Friday is Monday. */
  addWorkingDays(day: Day, count: number): Day;
}

const RESTS = new Map(Object.entries(official.holidays));
const WORKS = new Map(Object.entries(official.workdays));
const YEARS = new Set([...RESTS.keys()].map((day) => day.slice(0, 4)));

/** Whether the holidays of a day's year have been announced; of a later one only its weekends are known. */
export function isAnnounced(day: Day): boolean {
  return YEARS.has(day.slice(0, 4));
}

/** The days of a year that are not what their weekday makes them, in their order. */
export function officialDays(year: number): { day: Day; isWorking: boolean; name: Bilingual }[] {
  const of = (days: ReadonlyMap<string, string>, isWorking: boolean) =>
    [...days]
      .filter(([day]) => day.startsWith(`${year}-`))
      .map(([day, text]) => ({ day, isWorking, name: nameIn(text) }));
  return [...of(RESTS, false), ...of(WORKS, true)].toSorted((one, other) => (one.day < other.day ? -1 : 1));
}

/** `National Day,国庆节,3` */
function nameIn(text: string): Bilingual {
  const [en = text, zh = text] = text.split(',');
  return { zh, en };
}

const FRIDAY = 5;
/** No office rests for longer; a calendar in which nobody ever works has no next working day. */
const MOST_DAYS = 400;

function step(from: Day, by: (day: Day) => Day, is: (day: Day) => boolean): Day {
  let day = by(from);
  for (let count = 0; count < MOST_DAYS; count += 1, day = by(day)) if (is(day)) return day;
  throw new RangeError(`there is no working day within ${MOST_DAYS} days of ${from}`);
}

/** The official calendar with what a district has set otherwise. */
export function calendarOf(overrides: readonly CalendarOverride[]): Calendar {
  const own = new Map(overrides.map((override) => [override.day, override]));
  const isWorkingDay = (day: Day): boolean =>
    own.get(day)?.isWorking ?? (WORKS.has(day) || (!RESTS.has(day) && weekdayOf(day) <= FRIDAY));
  const nextWorkingDay = (day: Day): Day => step(day, nextDay, isWorkingDay);
  return {
    isWorkingDay,
    nextWorkingDay,
    isOverridden: (day) => own.has(day),
    nameOf(day) {
      const set = own.get(day)?.name;
      if (set !== undefined) return { zh: set, en: set };
      const text = RESTS.get(day) ?? WORKS.get(day);
      return text === undefined ? undefined : nameIn(text);
    },
    previousWorkingDay: (day) => step(day, previousDay, isWorkingDay),
    addWorkingDays(day, count) {
      let last = day;
      for (let passed = 0; passed < count; passed += 1) last = nextWorkingDay(last);
      return last;
    },
  };
}
