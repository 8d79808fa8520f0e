import { AsOf, type Day, dayOf, endOfDay, instantText } from '#kernel/contract.ts';
import { listErrors } from './list-errors.ts';

/** What a list or a figure is of: a year's commitments as they stood at an instant. */
export interface Moment {
  readonly year: number;
  readonly at: string;
  /** The day whose posts count: of a past year its last. */
  readonly day: Day;
}

/** Deputies were first elected in 1954. */
const EARLIEST = Temporal.Instant.from('1954-01-01T00:00:00+08:00');

export function yearOf(instant: string): number {
  return Temporal.PlainDate.from(dayOf(instant)).year;
}

function lastDayOf(year: number): Day {
  return `${year}-12-31`;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** A day that has begun is taken as far as it has come. */
function readAsOf(asOf: string, now: string): string {
  const parsed = AsOf.safeParse(asOf);
  if (!parsed.success) throw listErrors.asOfMalformed(asOf);
  const instant = Temporal.Instant.from(parsed.data);
  if (Temporal.Instant.compare(instant, EARLIEST) < 0) throw listErrors.asOfTooEarly(asOf);
  if (Temporal.Instant.compare(instant, Temporal.Instant.from(now)) <= 0) return instantText(instant);
  if (asOf === dayOf(now)) return now;
  throw listErrors.asOfInFuture(asOf);
}

/**
 * Reads what was asked for. Without an instant a year is shown at its end, the running one as it stands now.
 * @param asked a day means its end in Shanghai
 * @throws Problem `invalid` `as-of.malformed`, `as-of.too-early` or `as-of.in-future`
 */
export function momentOf(asked: { readonly year: number; readonly asOf: string | undefined }, now: string): Moment {
  const { year } = asked;
  const end = endOfDay(lastDayOf(year));
  const at = asked.asOf === undefined ? earlier(now, end) : readAsOf(asked.asOf, now);
  return { year, at, day: dayOf(earlier(at, end)) };
}
