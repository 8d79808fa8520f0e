import { createHash } from 'node:crypto';
import { z } from 'zod';
import { districtCode } from '#kernel/contract.ts';
import { defineUseCase, findRegionsWithin } from '#kernel/index.server.ts';
import type { IncomingFile } from '#platform/workbook/workbook.ts';
import { checkFiles } from '../../domain/import/batch-files.ts';
import { importErrors } from '../../domain/errors.ts';
import { type BatchRecord, findBatchBySubmission, insertBatch } from '../../store/import/batches.ts';
import { insertFiles } from '../../store/import/incoming-files.ts';

/** Files as a form hands them in: a name of at most 200 characters, and bytes. */
export const HandedIn = z.array(
  z.object({ name: z.string().min(1), bytes: z.instanceof(Uint8Array) }).transform(({ name, bytes }): IncomingFile => {
    // Some browsers send the whole path; what counts is the file's own name.
    return { name: name.replace(/^.*[/\\]/, '').slice(-200), bytes };
  }),
);

/** That one form with the same files in it is one submission, however often its button is pressed. */
function submissionOf(token: string, year: number | undefined, files: readonly IncomingFile[]): string {
  const hash = createHash('sha256').update(`${token}\n${year ?? ''}\n`);
  for (const { name, bytes } of files) hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

/** Takes files in to be previewed. Nothing of them is written. @returns the batch's id; of a second press, the first's */
export const startBatch = defineUseCase({
  name: 'deputies.start-batch',
  input: z.object({
    /** Of the form, made when it was shown. */
    token: z.string().max(100),
    year: z.int().min(1954).max(2200).optional(),
    files: HandedIn,
  }),
  by: ['operator', 'district-officer', 'town-officer'],
  async run({ tx, actor, newId, recordedAt }, { token, year, files }) {
    checkFiles(files.map(({ name, bytes }) => ({ name, size: bytes.length })));
    if ((await findRegionsWithin(tx, actor.region)).length === 0) throw importErrors.noRegions();
    const batch: BatchRecord = {
      ...{ district: districtCode(actor.region), region: actor.region, id: newId(), state: 'reading', round: 1 },
      ...{ year: year ?? null, isPartial: false, done: 0, total: files.length * 2, currentFile: null, notice: null },
      ...{ startedAt: recordedAt, changedAt: recordedAt, decidedBy: actor.id, decidedPerson: actor.personId ?? null },
    };
    const submission = submissionOf(token, year, files);
    if (await insertBatch(tx, batch, submission)) {
      await insertFiles(
        tx,
        batch,
        files.map((file, at) => ({ ...file, id: newId(), position: at + 1 })),
      );
      return { result: { batchId: batch.id }, record: [] };
    }
    const earlier = await findBatchBySubmission(tx, batch.district, submission);
    return { result: { batchId: earlier ?? batch.id }, record: [] };
  },
});
