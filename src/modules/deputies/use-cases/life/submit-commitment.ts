import { defineUseCase } from '#kernel/index.server.ts';
import { SubmitCommitment } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { getToAct, requirePostHeld, saveAct } from './act.ts';

/** The author hands it in for review. */
export const submitCommitment = defineUseCase({
  name: 'deputies.submit-commitment',
  input: SubmitCommitment,
  by: commitmentLife.submit.by,
  async run(scene, read) {
    const held = await getToAct(scene, 'submit', read);
    await requirePostHeld(scene, held);
    const state = stepOf('submit', held.state);
    return saveAct(scene, held, { changed: {}, step: { state }, event: 'commitment.submitted' });
  },
});
