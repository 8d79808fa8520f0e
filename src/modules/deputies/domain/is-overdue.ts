import { type Day, dayOf } from '#kernel/contract.ts';
import type { CommitmentState } from '../contract.ts';

const ANSWERED: readonly CommitmentState[] = ['fulfilled', 'withdrawn'];

/**
 * Past its day and not verified at an instant. What was withdrawn with a public reason waits for nothing any more, and
 * what was carried over goes on in another commitment.
 */
export function isOverdue(
  commitment: { readonly dueDay: Day | null; readonly state: CommitmentState; readonly isCarriedOver?: boolean },
  at: string,
): boolean {
  const { isCarriedOver = false } = commitment;
  if (commitment.dueDay === null || isCarriedOver || ANSWERED.includes(commitment.state)) return false;
  return dayOf(at) > commitment.dueDay;
}
