import { defineUseCase } from '#kernel/index.server.ts';
import { CommitmentId, DecideDispute, METHOD_LABELS } from '../../contract.ts';
import { whyNot } from '../../domain/life/permission.ts';
import { alongside, stepOf } from '../../domain/life/commitment-life.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { decideDisputeRow, findOpenDispute } from '../../store/life/residents.ts';
import { insertVerification } from '../../store/life/reviews.ts';
import { NOTHING_CLAIMED, keepClaimWords } from '../../store/life/steps.ts';
import { claimOf, getToAct, handOf, saveAct } from '../life/act.ts';

/** An officer answers a dispute. Upheld, what was verified is re-opened and what was claimed is no longer so. */
export const decideDispute = defineUseCase({
  name: 'deputies.decide-dispute',
  input: DecideDispute,
  by: alongside.decideDispute.by,
  async run(scene, { disputeId, revision, decision, answer, method }) {
    const dispute = await findOpenDispute(scene.tx, disputeId);
    if (dispute === undefined) throw lifeErrors.unknownDispute();
    const commitmentId = CommitmentId.parse(dispute.commitmentId);
    const held = await getToAct(scene, 'decideDispute', { commitmentId, revision });
    const step = held.state === 'claimed' ? 'reject' : 'reopen';
    const isUpheld = decision === 'uphold' && (held.state === 'claimed' || held.state === 'fulfilled');
    const refuses = isUpheld && step === 'reject';
    // To uphold it is to refuse the claim: whoever may not refuse it may not do it this way either.
    const refusal = refuses ? whyNot('reject', scene.actor, held) : undefined;
    if (refusal !== undefined) throw refusal;
    if (refuses && method === null) throw lifeErrors.methodMissing();
    const how = refuses && method !== null ? `${METHOD_LABELS[method].zh}：${answer}` : answer;
    return saveAct(scene, held, {
      changed: isUpheld ? NOTHING_CLAIMED : {},
      ...(isUpheld ? { step: { state: stepOf(step, held.state), how } } : {}),
      event: decision === 'uphold' ? 'dispute.upheld' : 'dispute.dismissed',
      facts: { dispute: disputeId },
      ...(isUpheld ? { before: claimOf(held) } : {}),
      after: { answer, method },
      also: async () => {
        const state = decision === 'uphold' ? 'upheld' : 'dismissed';
        const isDecided = await decideDisputeRow(scene.tx, dispute, { state, answer, hand: handOf(scene) });
        if (!isDecided) throw lifeErrors.unknownDispute();
        if (isUpheld) await keepClaimWords(scene.tx, held);
        if (refuses && method !== null) {
          await insertVerification(scene.tx, held, { method, how: answer, isConfirmed: false, hand: handOf(scene) });
        }
      },
    });
  },
});
