import type { Day } from '#kernel/contract.ts';
import type { EntryKind } from '../../contract.ts';
import { lifeErrors } from './life-errors.ts';

/** The kind of subject under which an entry's pictures and documents are kept. */
export const PROGRESS_ENTRY = 'progress-entry';

/** What happened lies behind; a milestone may lie ahead, on the day for which it is planned. @throws Problem `invalid` */
export function requireEntrySound(
  entry: { readonly kind: EntryKind; readonly day: Day; readonly plannedDay: Day | null },
  today: Day,
): void {
  if (entry.day > today) throw lifeErrors.dayInFuture();
  if (entry.kind === 'milestone' && entry.plannedDay === null) throw lifeErrors.milestoneUnplanned();
}
