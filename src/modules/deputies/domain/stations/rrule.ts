import type { ReceptionRule } from './reception-days.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

const weekdayName = (weekday: number) => WEEKDAYS[weekday - 1] ?? 'MO';

/** A rule as calendars write it (RFC 5545), without its end. */
export function rruleOf({ pattern, weekdays, monthDay, nth }: ReceptionRule): string {
  if (pattern === 'weekly') return `FREQ=WEEKLY;BYDAY=${weekdays.map(weekdayName).join(',')}`;
  if (pattern === 'monthly-day') return `FREQ=MONTHLY;BYMONTHDAY=${monthDay ?? 1}`;
  return `FREQ=MONTHLY;BYDAY=${nth ?? 1}${weekdayName(weekdays[0] ?? 1)}`;
}
