import type { Problem } from '#kernel/contract.ts';
import { type BulkAction, type CommitmentState, UNDO_MINUTES } from '../../contract.ts';
import { officeErrors } from './office-errors.ts';

export interface DoneBulk {
  readonly action: BulkAction;
  readonly byAccount: string;
  /** By the machine's clock. */
  readonly doneAt: string;
  readonly undoneAt: string | null;
}

/** Until when a bulk action can be taken back; undefined when it never can. */
export function undoUntil({ action, doneAt, undoneAt }: DoneBulk): string | undefined {
  if (action !== 'publish' || undoneAt !== null) return undefined;
  return Temporal.Instant.from(doneAt).add({ minutes: UNDO_MINUTES }).toString({ fractionalSecondDigits: 6 });
}

/** Why a bulk action cannot be taken back, or undefined when it can. Only a publication, only by whoever did it. */
export function whyNotUndone(bulk: DoneBulk, by: string, recordedAt: string): Problem | undefined {
  const until = undoUntil(bulk);
  if (until === undefined || bulk.byAccount !== by) return officeErrors.notUndoable();
  return recordedAt > until ? officeErrors.undoOver() : undefined;
}

/** A commitment that was published, as it stands when that is to be taken back. */
export interface Published {
  readonly state: CommitmentState;
  readonly revision: number;
  readonly lastEntryAt: string | null;
  readonly rounds: number;
}

/** Whether anything has been done since: an entry or a round of answers leaves the revision as it is. */
export function standsAlone(now: Published, publishedRevision: number): boolean {
  const isUntouched = now.state === 'published' && now.revision === publishedRevision;
  return isUntouched && now.lastEntryAt === null && now.rounds === 0;
}
