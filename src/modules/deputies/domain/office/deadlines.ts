import { dayOf, startOfDay } from '#kernel/contract.ts';
import type { OfficeRule } from '../../contract.ts';

/** What is late or soon due at an instant, by the district's rule. */
export function deadlinesAt(now: string, rule: OfficeRule) {
  const today = dayOf(now);
  return {
    today,
    dueSoonUntil: Temporal.PlainDate.from(today).add({ days: rule.dueSoonDays }).toString(),
    // A day that lies `stalledDays` back, or further: before the day after it has begun.
    stalledBefore: startOfDay(
      Temporal.PlainDate.from(today)
        .subtract({ days: rule.stalledDays - 1 })
        .toString(),
    ),
  };
}
