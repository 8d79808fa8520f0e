import { defineUseCase } from '#kernel/index.server.ts';
import { ClaimCommitment } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { measuredResult, wordsOfResult } from '../../domain/life/wording.ts';
import { getToAct, handOf, saveAct } from './act.ts';

/** The deputy, or the office on their behalf, says that it is done. Until somebody else has verified it, it is only said. */
export const claimCommitment = defineUseCase({
  name: 'deputies.claim-commitment',
  input: ClaimCommitment,
  by: commitmentLife.claim.by,
  async run(scene, { commitmentId, revision, ...claim }) {
    const held = await getToAct(scene, 'claim', { commitmentId, revision });
    const hand = handOf(scene);
    const measured = measuredResult(claim, held.target);
    return saveAct(scene, held, {
      changed: {
        ...{ result: claim.result, ...measured },
        ...{ claimedBy: hand.account, claimedPerson: hand.personId, claimedAt: hand.at },
      },
      step: { state: stepOf('claim', held.state), how: wordsOfResult({ ...claim, ...measured }) },
      event: 'commitment.claimed',
      ...{ before: { result: held.result, quantity: held.quantity }, after: { result: claim.result, ...measured } },
    });
  },
});
