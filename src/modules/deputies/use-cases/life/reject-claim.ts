import { defineUseCase } from '#kernel/index.server.ts';
import { METHOD_LABELS, RejectClaim } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { insertVerification } from '../../store/life/reviews.ts';
import { getToAct, handOf, saveAct } from './act.ts';

/** It was looked at and found not to be done: the commitment goes on, and says so in public. */
export const rejectClaim = defineUseCase({
  name: 'deputies.reject-claim',
  input: RejectClaim,
  by: commitmentLife.reject.by,
  async run(scene, { commitmentId, revision, method, how }) {
    const held = await getToAct(scene, 'reject', { commitmentId, revision });
    return saveAct(scene, held, {
      changed: { claimedBy: null, claimedPerson: null, claimedAt: null },
      step: { state: stepOf('reject', held.state), how: `${METHOD_LABELS[method].zh}：${how}` },
      event: 'commitment.claim-rejected',
      after: { method, how },
      also: () => insertVerification(scene.tx, held, { method, how, isConfirmed: false, hand: handOf(scene) }),
    });
  },
});
