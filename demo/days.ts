/** Days as whole numbers, because twenty-four thousand commitments have several each. */
const MILLISECONDS = 86_400_000;

/** `YYYY-MM-DD` as days since 1970. */
export function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MILLISECONDS;
}

export function dayText(number: number): string {
  return new Date(number * MILLISECONDS).toISOString().slice(0, 10);
}

/** The last day of a month (`YYYY-MM`). */
export function lastDayOf(month: string): string {
  return dayText(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0) / MILLISECONDS);
}

/** A day as spreadsheets count it (the 1900 system, for days after February 1900). */
export function serialOf(day: string): number {
  return dayNumber(day) + 25_569;
}
