import { dayOf } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { EndPost } from '../../contract.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { setEnding } from '../../store/posts/posts.ts';
import { addReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { answerPost, recordOf, returnWaiting, saveAnswers } from './answer-open.ts';
import { OFFICERS, districtOf, reprintsOf, requirePost } from './standing.ts';

/**
 * Ends a post: by the end of its term, resignation, recall, termination or death. Wall, nameplate and door label are to
 * be taken down, and each open commitment gets an answer. What a later roster says does not undo it.
 */
export const endPost = defineUseCase({
  name: 'deputies.end-post',
  input: EndPost,
  by: OFFICERS,
  async run(scene, { membershipId, reason, day, note, answer, answers }) {
    const { tx, now, recordedAt } = scene;
    const district = districtOf(scene);
    const post = await requirePost(scene, membershipId);
    if (post.endedDay !== null) throw postErrors.endedAlready(post.endedDay);
    if (day <= post.fromDay) throw postErrors.dayBeforeBegin(post.fromDay);
    if (day > dayOf(now)) throw postErrors.dayInFuture();
    const { open, decided, successors } = await answerPost(scene, membershipId, { answer, answers, because: 'ended' });
    const personIds = [post.personId, ...successors.map(({ personId }) => personId)];
    const { made, returned } = await refreshFigures(tx, { district, personIds }, async () => {
      await setEnding(tx, { district, ids: [membershipId] }, { day, reason, note });
      await addReprintTasks(
        tx,
        { district, recordedAt },
        reprintsOf(scene, post, { reason: 'post-ended', since: day }),
      );
      return { made: await saveAnswers(scene, decided), returned: await returnWaiting(scene, [membershipId]) };
    });
    const { region } = post;
    return {
      result: {
        personId: post.personId,
        withdrawn: decided.withdrawals.length,
        handed: made.length,
        left: decided.left,
        returned: returned.length,
      },
      record: [
        { region, event: 'post.ended', subject: membershipId, facts: { reason, day } },
        ...recordOf(open, decided, { region, made }),
      ],
      trail: [
        {
          ...{ region, subject: membershipId, before: { untilDay: post.untilDay } },
          after: { untilDay: day, reason, note, withdrawn: decided.withdrawals, handed: made, returned },
        },
      ],
    };
  },
});
