import { defineUseCase } from '#kernel/index.server.ts';
import { TakeBackEnding } from '../../contract.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { setEnding } from '../../store/posts/posts.ts';
import { dropReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { OFFICERS, districtOf, requirePost } from './standing.ts';

/** Takes back an ending that was recorded by mistake: the post is held again as the rosters say. */
export const takeBackEnding = defineUseCase({
  name: 'deputies.take-back-ending',
  input: TakeBackEnding,
  by: OFFICERS,
  async run(scene, { membershipId }) {
    const { tx } = scene;
    const district = districtOf(scene);
    const post = await requirePost(scene, membershipId);
    if (post.endedDay === null) throw postErrors.notEnded();
    await refreshFigures(tx, { district, personIds: [post.personId] }, async () => {
      await setEnding(tx, { district, ids: [membershipId] }, null);
      await dropReprintTasks(tx, district, { membershipIds: [membershipId], reason: 'post-ended' });
    });
    const { region, endedDay, endReason } = post;
    return {
      result: { personId: post.personId },
      record: [{ region, event: 'post.ending-taken-back', subject: membershipId, facts: { endedDay } }],
      trail: [{ region, subject: membershipId, before: { endedDay, endReason }, after: { endedDay: null } }],
    };
  },
});
