import { defineUseCase } from '#kernel/index.server.ts';
import { METHOD_LABELS, RejectClaim } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { insertVerification } from '../../store/life/reviews.ts';
import { NOTHING_CLAIMED, keepClaimWords } from '../../store/life/steps.ts';
import { claimOf, getToAct, handOf, saveAct } from './act.ts';

/** It was looked at and found not to be done: the commitment goes on, and says so in public. */
export const rejectClaim = defineUseCase({
  name: 'deputies.reject-claim',
  input: RejectClaim,
  by: commitmentLife.reject.by,
  async run(scene, { commitmentId, revision, method, how }) {
    const held = await getToAct(scene, 'reject', { commitmentId, revision });
    return saveAct(scene, held, {
      changed: NOTHING_CLAIMED,
      step: { state: stepOf('reject', held.state), how: `${METHOD_LABELS[method].zh}：${how}` },
      event: 'commitment.claim-rejected',
      before: claimOf(held),
      after: { method, how },
      also: async () => {
        await keepClaimWords(scene.tx, held);
        await insertVerification(scene.tx, held, { method, how, isConfirmed: false, hand: handOf(scene) });
      },
    });
  },
});
