import { z } from 'zod';
import { Received, defineUseCase, receiveAttachment } from '#kernel/index.server.ts';
import { ReportProgress } from '../../contract.ts';
import { PROGRESS_ENTRY } from '../../domain/life/entry.ts';
import { getHeld } from '../life/act.ts';
import { reportProgress } from '../life/report-progress.ts';

/** What a form's field for photos says of them. */
export const Photo = Received.extend({ field: z.enum(['before', 'after', 'other']) });

/** The most photos of one report. */
export const MAX_PHOTOS = 12;

/**
 * A report of progress with its photos, in one transaction: whoever finds the report finds all its photos, so that a
 * report that comes again with the same id brings nothing new.
 * @returns what `reportProgress` returns, and whether the report is new: the files of one that is not are not used
 */
export const reportWithPhotos = defineUseCase({
  name: 'deputies.report-with-photos',
  input: ReportProgress.extend({ photos: z.array(Photo).max(MAX_PHOTOS).default([]) }),
  by: reportProgress.by,
  about: ({ commitmentId }) => commitmentId,
  async run(scene, { photos, ...report }) {
    const { result, ...said } = await reportProgress.run(scene, report);
    const [recorded] = said.record;
    if (recorded === undefined) return { result: { ...result, isNew: false }, ...said };
    const subject = { kind: PROGRESS_ENTRY, id: report.id };
    const { station: unit } = await getHeld(scene, report.commitmentId);
    for (const photo of photos) {
      await receiveAttachment(scene, photo, { region: recorded.region, unit, subject, role: photo.field });
    }
    return { result: { ...result, isNew: true }, ...said };
  },
});
