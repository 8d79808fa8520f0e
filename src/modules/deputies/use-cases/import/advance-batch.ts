import { z } from 'zod';
import { defineQuery, defineUseCase } from '#kernel/index.server.ts';
import { BATCH_KEPT_DAYS, ImportReport, UNDO_KEPT_DAYS } from '../../contract.ts';
import { batchNotices } from '../../domain/import/batch-errors.ts';
import { isRunning, stepOf } from '../../domain/import/batch-life.ts';
import { findNextBatch, holdBatch, holdBatchesIn, updateBatch } from '../../store/import/batches.ts';
import {
  eraseFiles,
  eraseOldFiles,
  findFiles,
  loadFiles,
  renumberFiles,
  saveReports,
} from '../../store/import/incoming-files.ts';
import { eraseOldImages } from '../../store/import/undo/keep.ts';

// The steps that the process takes by which batches are worked on. A batch that an officer has given up meanwhile, or
// that stopped, is left as it is.

/** The next batch to work on, with its files; undefined when none waits. */
export const takeNextBatch = defineQuery({
  name: 'deputies.take-next-batch',
  input: z.object({}),
  by: ['operator'],
  async read({ tx, actor }) {
    const batch = await findNextBatch(tx, actor.region);
    return batch === undefined ? undefined : { batch, files: await loadFiles(tx, batch) };
  },
});

const At = z.object({ batchId: z.uuid(), round: z.int() });

/** How far the work is. */
export const noteProgress = defineUseCase({
  name: 'deputies.note-batch-progress',
  input: At.extend({ done: z.int(), total: z.int(), currentFile: z.string().nullable() }),
  by: ['operator'],
  async run({ tx, actor, recordedAt }, { batchId, round, ...progress }) {
    const batch = await holdBatch(tx, { id: batchId, region: actor.region });
    const isOurs = isRunning(batch.state) && batch.round === round;
    if (isOurs) await updateBatch(tx, { ...batch, ...progress, changedAt: recordedAt });
    return { result: undefined, record: [] };
  },
});

/** A run has come to its end: what it previewed waits for a decision, what it wrote is erased. */
export const endRun = defineUseCase({
  name: 'deputies.end-batch-run',
  input: At.extend({ report: ImportReport }),
  by: ['operator'],
  async run({ tx, actor, recordedAt }, { batchId, round, report }) {
    const held = await holdBatch(tx, { id: batchId, region: actor.region });
    if (!isRunning(held.state) || held.round !== round) return { result: undefined, record: [] };
    const batch = { ...held, done: held.total, currentFile: null, changedAt: recordedAt };
    const isLate = batch.state === 'writing' && !batch.isPartial && report.files.some(({ status }) => status !== 'ok');
    if (isLate) {
      const state = stepOf('lookAgain', 'writing') as 'reading';
      await renumberFiles(tx, batch);
      await updateBatch(tx, { ...batch, state, done: 0, round: round + 1, notice: batchNotices.foundLater });
      return { result: undefined, record: [] };
    }
    const files = await findFiles(tx, batch);
    const reports = files.flatMap(({ id }, at) => {
      const found = report.files[at];
      return found === undefined ? [] : [{ id, report: found }];
    });
    await saveReports(tx, batch.district, reports);
    const isWritten = batch.state === 'writing';
    if (isWritten) await eraseFiles(tx, batch);
    await updateBatch(tx, { ...batch, state: isWritten ? 'written' : 'previewed' });
    return { result: undefined, record: [] };
  },
});

/** Work on a batch was cut off: it can be run again. */
export const interruptBatch = defineUseCase({
  name: 'deputies.interrupt-batch',
  input: At.extend({ notice: z.object({ zh: z.string(), en: z.string() }) }),
  by: ['operator'],
  async run({ tx, actor, recordedAt }, { batchId, round, notice }) {
    const batch = await holdBatch(tx, { id: batchId, region: actor.region });
    if (isRunning(batch.state) && batch.round === round) {
      await updateBatch(tx, { ...batch, state: 'interrupted', notice, changedAt: recordedAt });
    }
    return { result: undefined, record: [] };
  },
});

/** What a process finds half done when it starts was cut off with the one before it. */
export const interruptLeftovers = defineUseCase({
  name: 'deputies.interrupt-leftover-batches',
  input: z.object({}),
  by: ['operator'],
  async run({ tx, actor, recordedAt }) {
    for (const batch of await holdBatchesIn(tx, actor.region, ['reading', 'writing'])) {
      const notice = batchNotices.restarted;
      await updateBatch(tx, { ...batch, state: 'interrupted', notice, changedAt: recordedAt });
    }
    return { result: undefined, record: [] };
  },
});

/** Files hold personal data: whatever nobody decided about in time is erased. */
export const expireBatches = defineUseCase({
  name: 'deputies.expire-batches',
  input: z.object({}),
  by: ['operator'],
  async run({ tx, actor, recordedAt }) {
    const daysAgo = (days: number) =>
      Temporal.Instant.from(recordedAt)
        .subtract({ hours: days * 24 })
        .toString({ fractionalSecondDigits: 6 });
    const before = daysAgo(BATCH_KEPT_DAYS);
    const late = await holdBatchesIn(tx, actor.region, ['reading', 'previewed', 'interrupted']);
    for (const batch of late) {
      if (batch.startedAt >= before) continue;
      await eraseFiles(tx, batch);
      await updateBatch(tx, { ...batch, state: 'expired', notice: null, changedAt: recordedAt });
    }
    await eraseOldFiles(tx, actor.region, before);
    await eraseOldImages(tx, actor.region, daysAgo(UNDO_KEPT_DAYS));
    return { result: undefined, record: [] };
  },
});
