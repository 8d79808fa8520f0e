import { TIME_ZONE, instantText } from '../../values/time.ts';

/** From one clock time in Shanghai to another, the next morning's when it is the earlier: 21:00 to 07:00. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** @returns the instant itself outside of quiet hours, else the instant at which they end */
export function afterQuiet(instant: string, quiet: QuietHours | null): string {
  if (quiet === null || quiet.from === quiet.until) return instant;
  const now = Temporal.Instant.from(instant).toZonedDateTimeISO(TIME_ZONE);
  const [from, until] = [Temporal.PlainTime.from(quiet.from), Temporal.PlainTime.from(quiet.until)];
  const time = now.toPlainTime();
  const isAfter = Temporal.PlainTime.compare(time, from) >= 0;
  const isBefore = Temporal.PlainTime.compare(time, until) < 0;
  const isOvernight = Temporal.PlainTime.compare(from, until) > 0;
  const isQuiet = isOvernight ? isAfter || isBefore : isAfter && isBefore;
  if (!isQuiet) return instant;
  const day = isOvernight && isAfter ? now.toPlainDate().add({ days: 1 }) : now.toPlainDate();
  return instantText(day.toZonedDateTime({ timeZone: TIME_ZONE, plainTime: until }).toInstant());
}
