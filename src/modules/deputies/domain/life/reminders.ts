import { type Day, dayOf } from '#kernel/contract.ts';
import { isOverdue } from '../is-overdue.ts';
import type { CommitmentState } from '../../contract.ts';

/** So many days before the due day its author is reminded once more; the nearest that holds counts. */
const LAST_CALL_DAYS = 3;
/** What has been overdue for longer is on the lists, and nobody is told of it by message any more. */
const OVERDUE_UNTIL_DAYS = 90;

export interface Watched {
  readonly id: string;
  readonly state: CommitmentState;
  readonly dueDay: Day | null;
  readonly publishedAt: string;
  readonly lastEntryAt: string | null;
  /** The district's own rule. */
  readonly stalledDays: number;
  readonly dueSoonDays: number;
}

export interface Reminder {
  readonly kind: 'due-soon' | 'overdue' | 'stalled';
  /** The same occasion has the same key for ever, so that it is told once. */
  readonly key: string;
}

function daysFrom(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** Whether nothing has been told of a commitment for longer than the district allows. What is reported done waits for the office, not for its author. */
export function isStalled({ state, publishedAt, lastEntryAt, stalledDays }: Watched, at: string): boolean {
  return state === 'published' && daysFrom(dayOf(lastEntryAt ?? publishedAt), dayOf(at)) >= stalledDays;
}

/** Of what the author of a commitment is to be reminded at an instant. */
export function remindersOf(watched: Watched, at: string): Reminder[] {
  const { id, state, dueDay, lastEntryAt, publishedAt } = watched;
  if (state !== 'published') return [];
  const today = dayOf(at);
  if (dueDay !== null && isOverdue(watched, at)) {
    const isFresh = daysFrom(dueDay, today) <= OVERDUE_UNTIL_DAYS;
    return isFresh ? [{ kind: 'overdue', key: `overdue:${id}:${dueDay}` }] : [];
  }
  const reminders: Reminder[] = [];
  const calls = [LAST_CALL_DAYS, watched.dueSoonDays].toSorted((one, other) => one - other);
  const before = dueDay === null ? undefined : calls.find((days) => daysFrom(today, dueDay) <= days);
  if (before !== undefined) reminders.push({ kind: 'due-soon', key: `due-soon:${id}:${String(dueDay)}:${before}` });
  if (isStalled(watched, at)) reminders.push({ kind: 'stalled', key: `stalled:${id}:${lastEntryAt ?? publishedAt}` });
  return reminders;
}

/** How many of a town's commitments wait for somebody, for the office's letter of the week. */
export interface Waiting {
  readonly submitted: number;
  readonly claimed: number;
  readonly overdue: number;
  readonly stalled: number;
  /** Overdue for more than thirty days: the district hears of them. */
  readonly longOverdue: number;
}

/** Monday of the week in which a day lies: one letter a week. */
export function weekOf(day: Day): Day {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** Whether there is anything that a town's officer, or the district's, has to hear. */
export function isWorthALetter(waiting: Waiting, to: 'town' | 'district'): boolean {
  if (to === 'district') return waiting.longOverdue > 0;
  return waiting.submitted + waiting.claimed + waiting.overdue + waiting.stalled > 0;
}
