import { z } from 'zod';
import { type JournalEntry, type Scene, defineQuery, defineUseCase } from '#kernel/index.server.ts';
import type { UndoPreview } from '../../contract.ts';
import { UNDOABLE_STATES, stepOf } from '../../domain/import/batch-life.ts';
import { sayObstacles, undoErrors } from '../../domain/import/undo.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { type BatchRecord, getBatch, holdBatch, updateBatch } from '../../store/import/batches.ts';
import { lockImports } from '../../store/import/registry.ts';
import { eraseImages } from '../../store/import/undo/keep.ts';
import { findObstacles, holdRows } from '../../store/import/undo/obstacles.ts';
import { countKept, findTakenBack, findTouched, isKept, takeBack } from '../../store/import/undo/take-back.ts';
import type { Undoable } from '../../store/import/undo/undo-tables.ts';

const BY = ['operator', 'district-officer', 'town-officer'] as const;

const undoableOf = ({ district, id }: BatchRecord): Undoable => ({ district, batchId: id });

/** What undoing an import would take away and set back, and what stands in its way. @throws Problem `not-found` */
export const previewUndo = defineQuery({
  name: 'deputies.preview-undo',
  input: z.object({ batchId: z.uuid() }),
  by: BY,
  async read({ tx, actor }, { batchId }): Promise<UndoPreview> {
    const batch = await getBatch(tx, { id: batchId, region: actor.region });
    const of = undoableOf(batch);
    const isPossible = UNDOABLE_STATES.includes(batch.state) && (await isKept(tx, of));
    if (!isPossible) return { isPossible, counts: await countKept(tx, of), obstacles: [] };
    const obstacles = sayObstacles(await findObstacles(tx, of));
    return { isPossible, counts: await countKept(tx, of), obstacles };
  },
});

async function takenBack({ tx }: Scene, batch: BatchRecord): Promise<JournalEntry[]> {
  const of = undoableOf(batch);
  const counts = await countKept(tx, of);
  const commitments = await findTakenBack(tx, of);
  await takeBack(tx, of);
  await eraseImages(tx, of);
  return [
    { region: batch.region, event: 'workbook.undone', subject: batch.id, facts: { ...counts } },
    ...commitments.map(({ id, region, year, isRemoved }): JournalEntry => {
      const event = isRemoved ? 'commitment.import-undone' : 'commitment.correction-undone';
      return { region, event, subject: id, facts: { year, batchId: batch.id } };
    }),
  ];
}

/**
 * Takes back all that a batch wrote, as long as nothing stands on it: what it created is gone, what it changed is as it
 * was before, and so are the figures. The same files can be imported again afterwards.
 * @throws Problem `conflict` when something stands on it, or nothing is kept of it
 */
export const undoBatch = defineUseCase({
  name: 'deputies.undo-batch',
  input: z.object({ batchId: z.uuid() }),
  by: BY,
  async run(scene, { batchId }) {
    const { tx, actor, recordedAt } = scene;
    const batch = await holdBatch(tx, { id: batchId, region: actor.region });
    const state = stepOf('undo', batch.state);
    if (state === 'already') return { result: undefined, record: [] };
    const of = undoableOf(batch);
    if (!(await isKept(tx, of))) throw undoErrors.nothingKept();
    await lockImports(tx, batch.district);
    const personIds = await findTouched(tx, of);
    const record = await refreshFigures(tx, { district: batch.district, personIds }, async () => {
      await holdRows(tx, of);
      const obstacles = await findObstacles(tx, of);
      if (obstacles.length > 0) throw undoErrors.standsOn(sayObstacles(obstacles));
      return takenBack(scene, batch);
    });
    await updateBatch(tx, { ...batch, state, notice: null, changedAt: recordedAt });
    const [undone] = record;
    const before = { state: batch.state };
    const trail = [{ region: batch.region, subject: batch.id, before, after: { state, ...undone?.facts } }];
    return { result: undefined, record, trail };
  },
});
