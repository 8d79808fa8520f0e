import { defineUseCase } from '#kernel/index.server.ts';
import { ReopenCommitment } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { NOTHING_CLAIMED, keepClaimWords } from '../../store/life/steps.ts';
import { claimOf, getToAct, saveAct } from './act.ts';

/** What was verified turns out not to be so: it goes on, and the reason is public. */
export const reopenCommitment = defineUseCase({
  name: 'deputies.reopen-commitment',
  input: ReopenCommitment,
  by: commitmentLife.reopen.by,
  async run(scene, { reason, ...read }) {
    const held = await getToAct(scene, 'reopen', read);
    return saveAct(scene, held, {
      changed: NOTHING_CLAIMED,
      step: { state: stepOf('reopen', held.state), how: reason },
      event: 'commitment.reopened',
      before: claimOf(held),
      after: { reason },
      also: () => keepClaimWords(scene.tx, held),
    });
  },
});
