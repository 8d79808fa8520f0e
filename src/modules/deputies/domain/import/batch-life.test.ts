import { describe, expect, it } from 'vitest';
import { unreachableStates } from '#kernel/contract.ts';
import { BatchState } from '../../contract.ts';
import { type BatchAction, batchLife, isRunning, stepOf } from './batch-life.ts';

const actions = Object.keys(batchLife) as BatchAction[];
const ENDS: readonly BatchState[] = ['undone'];

/** What a second press finds: the step was taken before. */
const TWICE: Readonly<Partial<Record<BatchAction, readonly BatchState[]>>> = {
  write: ['writing', 'written'],
  runAgain: ['reading', 'previewed'],
  giveUp: ['given-up'],
  undo: ['undone'],
};

describe('the life of a batch', () => {
  it('reaches every state from its reading', () => {
    expect(unreachableStates(batchLife, 'reading', BatchState.options)).toEqual([]);
  });

  it('leads on from every state but its end', () => {
    const left = new Set(actions.flatMap((action): readonly BatchState[] => batchLife[action].from));
    expect(BatchState.options.filter((state) => !left.has(state))).toEqual(ENDS);
  });

  describe.each(actions)('%s', (action) => {
    it.each(BatchState.options)('from %s leads on, was done before, or is a conflict', (state) => {
      const { from, to } = batchLife[action];
      if ((from as readonly string[]).includes(state)) expect(stepOf(action, state)).toBe(to);
      else if (TWICE[action]?.includes(state) === true) expect(stepOf(action, state)).toBe('already');
      else expect(() => stepOf(action, state)).toThrow('batch.not-now');
    });
  });

  it('writes nothing that was not previewed', () => {
    expect(actions.filter((action) => batchLife[action].to === 'writing')).toEqual(['write']);
    expect(batchLife.write.from).toEqual(['previewed']);
  });

  it('lets nobody give up, expire or undo what is being written', () => {
    for (const action of ['giveUp', 'expire', 'correct', 'undo'] as const)
      expect(batchLife[action].from).not.toContain('writing');
  });

  it('works by itself only where a restart interrupts it', () => {
    expect(BatchState.options.filter(isRunning)).toEqual(batchLife.interrupt.from);
  });
});
