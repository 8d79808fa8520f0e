import { defineUseCase } from '#kernel/index.server.ts';
import { ReviewCommitment } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { requireSound } from '../../domain/life/review.ts';
import { insertReview } from '../../store/life/reviews.ts';
import { getToAct, handOf, requirePostHeld, saveAct } from './act.ts';

/** An officer asks: specific? verifiable? yours to do? — and publishes it, or returns it to the author with a note. */
export const reviewCommitment = defineUseCase({
  name: 'deputies.review-commitment',
  input: ReviewCommitment,
  by: commitmentLife.publish.by,
  async run(scene, { commitmentId, revision, ...review }) {
    const step = review.decision === 'publish' ? 'publish' : 'sendBack';
    const held = await getToAct(scene, step, { commitmentId, revision });
    if (step === 'publish') await requirePostHeld(scene, held);
    requireSound(review);
    return saveAct(scene, held, {
      changed: {},
      step: { state: stepOf(step, held.state) },
      event: step === 'publish' ? 'commitment.published' : 'commitment.returned',
      after: review,
      also: () => insertReview(scene.tx, held, { ...review, hand: handOf(scene) }),
    });
  },
});
