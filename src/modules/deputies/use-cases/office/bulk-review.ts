import { defineUseCase } from '#kernel/index.server.ts';
import { BulkReview, type BulkResult } from '../../contract.ts';
import { requireSound } from '../../domain/life/review.ts';
import { commitmentLife } from '../../domain/life/commitment-life.ts';
import { reviewCommitment } from '../life/review-commitment.ts';
import { alone, inTurn, kept } from './in-turn.ts';

/** Publishes or returns several after one review of them: each by itself, and whatever is refused stays as it is. */
export const bulkReview = defineUseCase<typeof BulkReview, BulkResult>({
  name: 'deputies.bulk-review',
  input: BulkReview,
  by: commitmentLife.publish.by,
  async run(scene, { items, ...review }) {
    requireSound(review);
    const done = await inTurn(scene, items, (item) => alone(scene, reviewCommitment, { ...item, ...review }));
    return kept(scene, review.decision, done);
  },
});
