import { z } from 'zod';
import { defineUseCase } from '#kernel/index.server.ts';
import { batchErrors } from '../../domain/import/batch-errors.ts';
import { checkFiles, remaining } from '../../domain/import/batch-files.ts';
import { stepOf } from '../../domain/import/batch-life.ts';
import { holdBatch, updateBatch } from '../../store/import/batches.ts';
import { deleteFiles, findFiles, insertFiles, renumberFiles } from '../../store/import/incoming-files.ts';
import { HandedIn } from './start-batch.ts';

/**
 * Takes corrected files into a batch, in the place of those of the same name, leaves others out, and has all of it
 * previewed again.
 */
export const correctBatch = defineUseCase({
  name: 'deputies.correct-batch',
  input: z.object({ batchId: z.uuid(), round: z.int(), files: HandedIn, leftOut: z.array(z.uuid()) }),
  by: ['operator', 'district-officer', 'town-officer'],
  async run({ tx, actor, newId, recordedAt }, { batchId, round, files, leftOut }) {
    const batch = await holdBatch(tx, { id: batchId, region: actor.region });
    // A second press of the same button: the first has begun a new preview.
    if (round < batch.round) return { result: undefined, record: [] };
    const state = stepOf('correct', batch.state);
    if (state === 'already') return { result: undefined, record: [] };
    if (files.length + leftOut.length === 0) throw batchErrors.noFiles();
    const before = await findFiles(tx, batch);
    const kept = remaining(before, files, leftOut);
    checkFiles([...kept, ...files.map(({ name, bytes }) => ({ name, size: bytes.length }))]);
    const gone = before.filter((file) => !kept.includes(file));
    await deleteFiles(
      tx,
      batch,
      gone.map(({ id }) => id),
    );
    const last = before.length;
    const after = {
      ...batch,
      state,
      round: batch.round + 1,
      notice: null,
      done: 0,
      changedAt: recordedAt,
      decidedBy: actor.id,
      decidedPerson: actor.personId ?? null,
    };
    await insertFiles(
      tx,
      after,
      files.map((file, at) => ({ ...file, id: newId(), position: last + at + 1 })),
    );
    await renumberFiles(tx, batch);
    const total = (kept.length + files.length) * 2;
    await updateBatch(tx, { ...after, total, currentFile: null });
    return { result: undefined, record: [] };
  },
});
