import { dayOf } from '#kernel/contract.ts';
import type { OfficeRule } from '../../contract.ts';

/** What is late or soon due at an instant, by the district's rule. */
export function deadlinesAt(now: string, rule: OfficeRule) {
  const today = dayOf(now);
  return {
    today,
    dueSoonUntil: Temporal.PlainDate.from(today).add({ days: rule.dueSoonDays }).toString(),
    stalledBefore: Temporal.Instant.from(now)
      .subtract({ hours: 24 * rule.stalledDays })
      .toString({ fractionalSecondDigits: 6 }),
  };
}
