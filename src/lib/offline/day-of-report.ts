const SHANGHAI_MS = 8 * 3_600_000;

/** The day in Shanghai at an instant in milliseconds. It has had no other time since 1991. */
function dayInShanghai(at: number): string {
  return new Date(at + SHANGHAI_MS).toISOString().slice(0, 10);
}

/**
 * Today by the phone's clock, for a form that may have been kept since another day.
 * @param page the day that the server wrote into the form: a phone whose clock is behind is not believed
 * @param clock the business clock minus the machine's, in milliseconds
 */
export function todayOf(page: string, clock: number, now: number): string {
  const today = dayInShanghai(now + clock);
  return today > page ? today : page;
}

/** Sets the day of a form to today and lets no later one be chosen; a day that somebody has chosen stays. */
export function setDay(form: HTMLFormElement, now: number): void {
  const field = form.elements.namedItem('day');
  if (!(field instanceof HTMLInputElement)) return;
  const today = todayOf(field.max, Number(form.dataset['clock'] ?? 0), now);
  const isUntouched = field.value === field.max;
  field.max = today;
  if (!isUntouched) return;
  field.value = today;
  // What the form goes back to after a report.
  field.defaultValue = today;
}
