import { defineUseCase } from '#kernel/index.server.ts';
import { WithdrawCommitment } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { getToAct, saveAct } from './act.ts';

/** It cannot be kept any more, for a public reason. It stays in the denominator of the rate. */
export const withdrawCommitment = defineUseCase({
  name: 'deputies.withdraw-commitment',
  input: WithdrawCommitment,
  by: commitmentLife.withdraw.by,
  async run(scene, { reason, ...read }) {
    const held = await getToAct(scene, 'withdraw', read);
    return saveAct(scene, held, {
      changed: { claimedBy: null, claimedPerson: null, claimedAt: null },
      step: { state: stepOf('withdraw', held.state), how: reason },
      event: 'commitment.withdrawn',
      after: { reason },
    });
  },
});
