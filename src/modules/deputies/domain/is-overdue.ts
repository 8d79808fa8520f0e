import { type Day, dayOf } from '#kernel/contract.ts';
import type { CommitmentState } from '../contract.ts';

const ANSWERED: readonly CommitmentState[] = ['fulfilled', 'withdrawn'];

/** Past its day and not verified at an instant. What was withdrawn with a public reason waits for nothing any more. */
export function isOverdue(
  commitment: { readonly dueDay: Day | null; readonly state: CommitmentState },
  at: string,
): boolean {
  if (commitment.dueDay === null || ANSWERED.includes(commitment.state)) return false;
  return dayOf(at) > commitment.dueDay;
}
