import type { ReceptionRule } from './reception-days.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

const weekdayName = (weekday: number) => WEEKDAYS[weekday - 1] ?? 'MO';

/** A rule as calendars write it (RFC 5545), without its end. */
export function rruleOf({ pattern, weekdays, everyWeeks, monthDay, nth }: ReceptionRule): string {
  const interval = everyWeeks > 1 ? `;INTERVAL=${everyWeeks}` : '';
  if (pattern === 'weekly') return `FREQ=WEEKLY${interval};BYDAY=${weekdays.map(weekdayName).join(',')}`;
  if (pattern === 'monthly-day') return `FREQ=MONTHLY;BYMONTHDAY=${monthDay ?? 1}`;
  return `FREQ=MONTHLY;BYDAY=${nth ?? 1}${weekdayName(weekdays[0] ?? 1)}`;
}
