import { z } from 'zod';
import { defineQuery } from '#kernel/index.server.ts';
import { type Batch, BatchState } from '../../contract.ts';
import { UNDOABLE_STATES, WAITING_STATES } from '../../domain/import/batch-life.ts';
import { findBatches, getBatch } from '../../store/import/batches.ts';
import { findFaults, findFiles, getFile } from '../../store/import/incoming-files.ts';
import { isKept } from '../../store/import/undo/take-back.ts';

/** A batch with what was found in each of its files. @throws Problem `not-found` */
export const readBatch = defineQuery({
  name: 'deputies.read-batch',
  input: z.object({ batchId: z.uuid() }),
  by: ['operator', 'district-officer', 'town-officer'],
  async read({ tx, actor }, { batchId }): Promise<Batch> {
    const {
      district,
      region: _region,
      decidedBy: _decidedBy,
      decidedPerson: _decidedPerson,
      ...batch
    } = await getBatch(tx, { id: batchId, region: actor.region });
    const isUndoable = UNDOABLE_STATES.includes(batch.state) && (await isKept(tx, { district, batchId: batch.id }));
    return { ...batch, files: await findFiles(tx, { district, id: batch.id }), isUndoable };
  },
});

/** Some of the faults of a file, in the order of sheets and rows. @throws Problem `not-found` */
export const readFaults = defineQuery({
  name: 'deputies.read-faults',
  input: z.object({ batchId: z.uuid(), fileId: z.uuid(), offset: z.int().min(0), limit: z.int().min(1).max(200) }),
  by: ['operator', 'district-officer', 'town-officer'],
  async read({ tx, actor }, { batchId, ...at }) {
    const batch = await getBatch(tx, { id: batchId, region: actor.region });
    return { region: batch.region, faults: await findFaults(tx, batch, at) };
  },
  // What stands in a faulty cell is somebody's name, phone or birthday as likely as not.
  trail: ({ batchId, fileId }, { region, faults }) =>
    faults.length === 0 ? [] : [{ region, subject: batchId, after: { file: fileId, faults: faults.length } }],
});

/** A file of a batch and its report, as `markFaults` takes them. @throws Problem `not-found`, also once it is erased */
export const readBatchFile = defineQuery({
  name: 'deputies.read-batch-file',
  input: z.object({ batchId: z.uuid(), fileId: z.uuid() }),
  by: ['operator', 'district-officer', 'town-officer'],
  async read({ tx, actor }, { batchId, fileId }) {
    const batch = await getBatch(tx, { id: batchId, region: actor.region });
    return { region: batch.region, ...(await getFile(tx, batch, fileId)) };
  },
  // A roster with its names and phone numbers leaves the house.
  trail: ({ batchId, fileId }, { region }) => [{ region, subject: batchId, after: { file: fileId } }],
});

/** The newest batches, and those of them that wait for a decision. */
export const listBatches = defineQuery({
  name: 'deputies.list-batches',
  input: z.object({ limit: z.int().min(1).max(100) }),
  by: ['operator', 'district-officer', 'town-officer'],
  async read({ tx, actor }, { limit }) {
    const waiting = await findBatches(tx, actor.region, { states: WAITING_STATES, limit });
    const latest = await findBatches(tx, actor.region, { states: BatchState.options, limit });
    return { waiting, latest };
  },
});
