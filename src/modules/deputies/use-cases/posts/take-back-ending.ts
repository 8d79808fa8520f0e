import { defineUseCase, seeingAll } from '#kernel/index.server.ts';
import { TakeBackEnding } from '../../contract.ts';
import { contradictions } from '../../domain/people/contradictions.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { findPostsOf, setEnding } from '../../store/posts/posts.ts';
import { dropReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { OFFICERS, districtOf, requirePost } from './standing.ts';

/**
 * Takes back an ending that was recorded by mistake: the post is held again as the rosters say. Refused while the same
 * person holds, at that place, a post that came after it, as a change of congress makes one.
 */
export const takeBackEnding = defineUseCase({
  name: 'deputies.take-back-ending',
  input: TakeBackEnding,
  by: OFFICERS,
  async run(scene, { membershipId }) {
    const { tx } = scene;
    const district = districtOf(scene);
    const post = await requirePost(scene, membershipId);
    if (post.endedDay === null) throw postErrors.notEnded();
    const isThis = ({ id }: { readonly id: string }) => id === membershipId;
    await refreshFigures(tx, { district, personIds: [post.personId] }, async () => {
      await setEnding(tx, { district, ids: [membershipId] }, null);
      // When it ends without the office's word is known only now; a refusal takes the whole transaction back.
      const posts = await seeingAll(tx, () => findPostsOf(tx, district, [post.personId]));
      const [again, others] = [posts.filter(isThis), posts.filter((one) => !isThis(one))];
      if (contradictions(again, others).length > 0) throw postErrors.heldAlready(post.name);
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
