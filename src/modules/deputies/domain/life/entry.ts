import type { Day } from '#kernel/contract.ts';
import { lifeErrors } from './life-errors.ts';

/** The kind of subject under which an entry's pictures and documents are kept. */
export const PROGRESS_ENTRY = 'progress-entry';

/** What is told of has happened. @throws Problem `invalid` */
export function requireEntrySound(entry: { readonly day: Day }, today: Day): void {
  if (entry.day > today) throw lifeErrors.dayInFuture();
}
