import { z } from 'zod';

/** Every day of the product is a day in Asia/Shanghai; every instant is UTC text with six decimals, which sorts as time. */
export const TIME_ZONE = 'Asia/Shanghai';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isDay(text: string): boolean {
  try {
    return DAY.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** A day that exists, as `YYYY-MM-DD`. */
export const Day = z.string().refine(isDay, { message: 'must be an existing day, as YYYY-MM-DD' });
export type Day = z.infer<typeof Day>;

const MICROSECOND = { microseconds: 1 } as const;

export function instantText(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 6 });
}

/** Days are few and asked for often. */
const starts = new Map<Day, string>();

/** The first instant of a day in Shanghai. */
export function startOfDay(day: Day): string {
  const known = starts.get(day);
  if (known !== undefined) return known;
  const start = instantText(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: TIME_ZONE }).toInstant());
  starts.set(day, start);
  return start;
}

/** The last instant of a day that the store can tell from the next day's first: a microsecond before it. */
export function endOfDay(day: Day): string {
  return instantText(Temporal.Instant.from(startOfDay(nextDay(day))).subtract(MICROSECOND));
}

export function nextDay(day: Day): Day {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

export function previousDay(day: Day): Day {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** The day in Shanghai on which an instant lies. */
export function dayOf(instant: string | Temporal.Instant): Day {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(TIME_ZONE).toPlainDate().toString();
}

/** A day or an instant, read as an instant: of a day its end, in Shanghai. */
export const AsOf = z.string().transform((text, context) => {
  if (isDay(text)) return endOfDay(text);
  try {
    return instantText(Temporal.Instant.from(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a day (YYYY-MM-DD) or an instant (2020-10-28T09:00+08:00)' });
    return z.NEVER;
  }
});
