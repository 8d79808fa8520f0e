import type { Day } from '#kernel/contract.ts';
import type { QuotaPeriod } from '../../contract.ts';

/** From a day until the day after its last. */
export interface Period {
  readonly fromDay: Day;
  readonly untilDay: Day;
}

const MONTHS: Readonly<Record<QuotaPeriod, number>> = { year: 12, 'half-year': 6, quarter: 3 };

export function periodsPerYear(period: QuotaPeriod): number {
  return 12 / MONTHS[period];
}

/** The periods of a year, in their order. */
export function periodsOf(year: number, period: QuotaPeriod): Period[] {
  const months = MONTHS[period];
  return Array.from({ length: periodsPerYear(period) }, (_, at) => {
    const from = new Temporal.PlainDate(year, 1 + at * months, 1);
    return { fromDay: from.toString(), untilDay: from.add({ months }).toString() };
  });
}

/** Days from the first until, and without, the second; none where they lie the other way round. */
export function daysBetween(fromDay: Day, untilDay: Day): number {
  return Math.max(0, Temporal.PlainDate.from(fromDay).until(untilDay, { largestUnit: 'days' }).days);
}

/** The part of a period in which a group was there, or a post was held. */
export function overlap(period: Period, fromDay: Day | null, untilDay: Day | null): Period {
  const from = fromDay !== null && fromDay > period.fromDay ? fromDay : period.fromDay;
  const until = untilDay !== null && untilDay < period.untilDay ? untilDay : period.untilDay;
  return { fromDay: from, untilDay: until < from ? from : until };
}
