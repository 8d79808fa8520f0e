import { defineUseCase } from '#kernel/index.server.ts';
import { DiscardCommitment } from '../../contract.ts';
import { alongside } from '../../domain/life/commitment-life.ts';
import { wordingIn } from '../../domain/life/wording.ts';
import { deleteUnpublished, updateCommitment } from '../../store/life/steps.ts';
import { getToAct } from './act.ts';

/** The author throws away what was never public. The trail keeps what it said. */
export const discardCommitment = defineUseCase({
  name: 'deputies.discard-commitment',
  input: DiscardCommitment,
  by: alongside.discard.by,
  async run(scene, read) {
    const held = await getToAct(scene, 'discard', read);
    // Whoever else has it in hand at this moment is told of a conflict, or tells of one.
    await updateCommitment(scene.tx, held, {});
    await deleteUnpublished(scene.tx, held);
    const before = { state: held.state, revision: held.revision, ...wordingIn(held) };
    return {
      result: { commitmentId: read.commitmentId, year: held.year },
      record: [],
      trail: [{ region: held.region, subject: held.id, before, after: { discarded: true } }],
    };
  },
});
