import { type Day, dayOf } from '#kernel/contract.ts';
import type { MyCommitment } from '../../contract.ts';

/** From when on the days that are left are counted out loud. */
const SOON_DAYS = 31;

/** Days until a commitment is due, negative when it is overdue; null when it is far off, or waits for nothing more. */
export function daysLeft(
  of: { readonly dueDay: Day | null; readonly state: MyCommitment['state']; readonly isCarriedOver?: boolean },
  now: string,
): number | null {
  const { dueDay, state, isCarriedOver = false } = of;
  if (dueDay === null || state !== 'published' || isCarriedOver) return null;
  const days = Temporal.PlainDate.from(dayOf(now)).until(dueDay, { largestUnit: 'days' }).days;
  return days <= SOON_DAYS ? days : null;
}

/** What asks for the author's hand comes first, what is settled last. */
function rankOf({ state, isOverdue, daysLeft: days }: Pick<MyCommitment, 'state' | 'isOverdue' | 'daysLeft'>): number {
  switch (state) {
    case 'returned':
      return 0;
    case 'draft':
      return 1;
    case 'published':
      if (isOverdue) return 2;
      return days === null ? 4 : 3;
    case 'submitted':
      return 5;
    case 'claimed':
      return 6;
    case 'fulfilled':
      return 7;
    case 'withdrawn':
      return 8;
  }
}

const NEVER = '9999-12-31';

/** Drafts and what was returned, then what is overdue, due soon, and all others; within each what is due first. */
export function orderMine<Item extends Pick<MyCommitment, 'id' | 'state' | 'isOverdue' | 'daysLeft' | 'dueDay'>>(
  commitments: readonly Item[],
): Item[] {
  const key = (item: Item) => `${rankOf(item)} ${item.dueDay ?? NEVER} ${item.id}`;
  return commitments.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
