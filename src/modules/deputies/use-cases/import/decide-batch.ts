import { z } from 'zod';
import { defineUseCase } from '#kernel/index.server.ts';
import { BatchDecision } from '../../contract.ts';
import { batchErrors } from '../../domain/import/batch-errors.ts';
import { choiceOf } from '../../domain/import/batch-files.ts';
import { type BatchAction, stepOf } from '../../domain/import/batch-life.ts';
import { holdBatch, updateBatch } from '../../store/import/batches.ts';
import { eraseFiles, findFiles, renumberFiles } from '../../store/import/incoming-files.ts';

const ACTIONS = {
  write: 'write',
  'write-good-rows': 'write',
  'give-up': 'giveUp',
  'run-again': 'runAgain',
} as const satisfies Record<BatchDecision, BatchAction>;

/**
 * What an officer decides about a batch: to write all of it, or only its good rows, to give it up, or to run it again.
 * Written is what was previewed: a decision on an earlier preview is a conflict, and the same decision twice is one.
 */
export const decideBatch = defineUseCase({
  name: 'deputies.decide-batch',
  input: z.object({ batchId: z.uuid(), round: z.int(), decision: BatchDecision }),
  by: ['operator', 'district-officer', 'town-officer'],
  async run({ tx, actor, recordedAt }, { batchId, round, decision }) {
    const batch = await holdBatch(tx, { id: batchId, region: actor.region });
    const action = ACTIONS[decision];
    const state = stepOf(action, batch.state);
    if (state === 'already') return { result: undefined, record: [] };
    if (action === 'write') {
      if (round !== batch.round) throw batchErrors.previewChanged();
      const choice = choiceOf(await findFiles(tx, batch));
      if (choice === 'nothing' || (choice === 'good-rows' && decision === 'write')) throw batchErrors.hasFaults();
    }
    if (action === 'giveUp') await eraseFiles(tx, batch);
    if (action === 'runAgain') await renumberFiles(tx, batch);
    await updateBatch(tx, {
      ...{ ...batch, state, done: 0, currentFile: null, notice: null, changedAt: recordedAt },
      round: action === 'runAgain' ? batch.round + 1 : batch.round,
      isPartial: decision === 'write-good-rows',
      decidedBy: actor.id,
      decidedPerson: actor.personId ?? null,
    });
    return { result: undefined, record: [] };
  },
});
