import { defineUseCase } from '#kernel/index.server.ts';
import { AmendCommitment } from '../../contract.ts';
import { alongside } from '../../domain/life/commitment-life.ts';
import { differenceOf, requireChanged, requireWordingSound } from '../../domain/life/wording.ts';
import { keepVersion } from '../../store/life/steps.ts';
import { getToAct, saveAct } from './act.ts';

/** What is published is changed only as a new version, with a public reason; the old one stays to be read. */
export const amendCommitment = defineUseCase({
  name: 'deputies.amend-commitment',
  input: AmendCommitment,
  by: alongside.amend.by,
  async run(scene, { commitmentId, revision, reason, ...wording }) {
    const held = await getToAct(scene, 'amend', { commitmentId, revision });
    requireWordingSound(wording, held.year);
    const difference = differenceOf(held, wording);
    requireChanged(difference);
    const { before, after } = difference;
    return saveAct(scene, held, {
      changed: { wording, isNewVersion: true },
      event: 'commitment.amended',
      ...{ before, after: { ...after, reason } },
      also: () => keepVersion(scene.tx, held, { recordedAt: scene.now, reason }),
    });
  },
});
