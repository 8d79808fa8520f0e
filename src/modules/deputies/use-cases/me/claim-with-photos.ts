import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { ClaimCommitment, ReportProgress } from '../../contract.ts';
import { claimCommitment } from '../life/claim-commitment.ts';
import { MAX_PHOTOS, Photo, reportWithPhotos } from './report-with-photos.ts';

/**
 * A claim with what shows it, in one transaction: the photos and documents are those of a report of the day, in the words
 * of the claim. Without any it is the claim alone.
 */
export const claimWithPhotos = defineUseCase({
  name: 'deputies.claim-with-photos',
  input: ClaimCommitment.extend({
    /** Of the report. */
    entryId: z.uuid(),
    photos: z.array(Photo).max(MAX_PHOTOS).default([]),
  }),
  by: claimCommitment.by,
  async run(scene, { entryId, photos, ...claim }) {
    const claimed = await claimCommitment.run(scene, claim);
    if (photos.length === 0) return claimed;
    const { commitmentId, result: text, quantity } = claim;
    const entry = ReportProgress.parse({ id: entryId, commitmentId, text, day: dayOf(scene.now), quantity });
    const reported = await reportWithPhotos.run(scene, { ...entry, photos });
    return {
      result: claimed.result,
      record: [...claimed.record, ...reported.record],
      trail: [...(claimed.trail ?? []), ...(reported.trail ?? [])],
    };
  },
});
