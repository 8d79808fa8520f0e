import type { Life } from '#kernel/contract.ts';
import type { BatchState } from '../../contract.ts';
import { batchErrors } from './batch-errors.ts';

/** Who takes a step: the officer on the page, or the process in which the batch runs. */
export type BatchHand = 'officer' | 'runner';

export const batchLife = {
  preview: { from: ['reading'], to: 'previewed', by: ['runner'] },
  write: { from: ['previewed'], to: 'writing', by: ['officer'] },
  finish: { from: ['writing'], to: 'written', by: ['runner'] },
  lookAgain: { from: ['writing'], to: 'reading', by: ['runner'] },
  correct: { from: ['previewed', 'interrupted'], to: 'reading', by: ['officer'] },
  runAgain: { from: ['interrupted'], to: 'reading', by: ['officer'] },
  giveUp: { from: ['reading', 'previewed', 'interrupted'], to: 'given-up', by: ['officer'] },
  interrupt: { from: ['reading', 'writing'], to: 'interrupted', by: ['runner'] },
  expire: { from: ['reading', 'previewed', 'interrupted'], to: 'expired', by: ['runner'] },
  // What was given up or expired may have been written in part before it was cut off.
  undo: { from: ['written', 'given-up', 'expired'], to: 'undone', by: ['officer'] },
} as const satisfies Life<string, BatchState, BatchHand>;

export type BatchAction = keyof typeof batchLife;

/** Where a second press of the same button finds a batch that the first has moved on. */
const MOVED_ON: Partial<Record<BatchAction, readonly BatchState[]>> = {
  write: ['writing', 'written'],
  runAgain: ['reading', 'previewed'],
  giveUp: ['given-up'],
  undo: ['undone'],
};

/** @returns the state to which the action leads, or `already` when the same has been asked for before
 * @throws Problem `conflict` when the batch is in no state from which the action leads */
export function stepOf(action: BatchAction, state: BatchState): BatchState | 'already' {
  const { from, to } = batchLife[action];
  if ((from as readonly BatchState[]).includes(state)) return to;
  if (MOVED_ON[action]?.includes(state) === true) return 'already';
  throw batchErrors.notNow(action, state);
}

/** In these states a batch works by itself, and the page only looks on. */
export function isRunning(state: BatchState): boolean {
  return state === 'reading' || state === 'writing';
}

/** In these states an officer has to decide. */
export const WAITING_STATES = ['previewed', 'interrupted'] as const satisfies readonly BatchState[];

/** From these states a batch is undone, if anything of it was written. */
export const UNDOABLE_STATES: readonly BatchState[] = batchLife.undo.from;
