import { defineUseCase } from '#kernel/index.server.ts';
import { CommitmentId, DecideDispute } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { decideDisputeRow, findOpenDispute } from '../../store/life/residents.ts';
import { getToAct, handOf, saveAct } from '../life/act.ts';

/** An officer answers a dispute. Upheld, what was verified is re-opened and what was claimed is no longer so. */
export const decideDispute = defineUseCase({
  name: 'deputies.decide-dispute',
  input: DecideDispute,
  by: commitmentLife.reopen.by,
  async run(scene, { disputeId, revision, decision, answer }) {
    const dispute = await findOpenDispute(scene.tx, disputeId);
    if (dispute === undefined) throw lifeErrors.unknownDispute();
    const commitmentId = CommitmentId.parse(dispute.commitmentId);
    const held = await getToAct(scene, 'decideDispute', { commitmentId, revision });
    const step = held.state === 'claimed' ? 'reject' : 'reopen';
    const isUpheld = decision === 'uphold' && (held.state === 'claimed' || held.state === 'fulfilled');
    return saveAct(scene, held, {
      changed: isUpheld ? { claimedBy: null, claimedPerson: null, claimedAt: null } : {},
      ...(isUpheld ? { step: { state: stepOf(step, held.state), how: answer } } : {}),
      event: decision === 'uphold' ? 'dispute.upheld' : 'dispute.dismissed',
      facts: { dispute: disputeId },
      after: { answer },
      also: async () => {
        const state = decision === 'uphold' ? 'upheld' : 'dismissed';
        const isDecided = await decideDisputeRow(scene.tx, dispute, { state, answer, hand: handOf(scene) });
        if (!isDecided) throw lifeErrors.unknownDispute();
      },
    });
  },
});
