import { defineUseCase } from '#kernel/index.server.ts';
import { TakeBackCommitment } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { getToAct, saveAct } from './act.ts';

/** The author takes back what was handed in, before anybody has reviewed it: a draft again. */
export const takeBackCommitment = defineUseCase({
  name: 'deputies.take-back-commitment',
  input: TakeBackCommitment,
  by: commitmentLife.takeBack.by,
  async run(scene, read) {
    const held = await getToAct(scene, 'takeBack', read);
    const state = stepOf('takeBack', held.state);
    return saveAct(scene, held, { changed: {}, step: { state }, event: 'commitment.taken-back' });
  },
});
