import { defineUseCase } from '#kernel/index.server.ts';
import { RewordCommitment } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { differenceOf, requireChanged, requireWordingSound } from '../../domain/life/wording.ts';
import { getToAct, saveAct } from './act.ts';

/** The author changes what is not published yet; what was returned becomes a draft again. */
export const rewordCommitment = defineUseCase({
  name: 'deputies.reword-commitment',
  input: RewordCommitment,
  by: commitmentLife.reword.by,
  async run(scene, { commitmentId, revision, ...wording }) {
    const held = await getToAct(scene, 'reword', { commitmentId, revision });
    requireWordingSound(wording, held.year);
    const difference = differenceOf(held, wording);
    requireChanged(difference);
    const state = stepOf('reword', held.state);
    return saveAct(scene, held, {
      changed: { wording },
      ...(state === held.state ? {} : { step: { state } }),
      event: 'commitment.reworded',
      ...difference,
    });
  },
});
