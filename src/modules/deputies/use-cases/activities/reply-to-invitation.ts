import { defineUseCase } from '#kernel/index.server.ts';
import { ReplyToInvitation } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { soundReply } from '../../domain/activities/reply.ts';
import { findListed } from '../../store/activities/attendance.ts';
import { setReply } from '../../store/activities/replies.ts';
import { ownOf } from '../me/mine.ts';
import { getActivity } from './shared.ts';

/** Whoever is invited says whether they come, or why they cannot; until the activity begins it may be said anew. */
export const replyToInvitation = defineUseCase({
  name: 'deputies.reply-to-invitation',
  input: ReplyToInvitation,
  by: ['deputy'],
  isQuiet: true,
  async run(scene, { activityId, ...asked }) {
    const { tx, actor, now, recordedAt } = scene;
    const { personId } = ownOf(actor);
    const activity = await getActivity(scene, activityId);
    const [own] = await findListed(tx, activity, personId);
    if (own === undefined) throw activityErrors.unknown();
    const { reply, reason } = soundReply({ activity, now, ...asked });
    await setReply(tx, activity, { personId, reply, reason, at: recordedAt });
    const { region } = activity;
    const before = { post: own.membershipId, reply: own.reply };
    // The reason is for whoever arranges the activity: it stays out of the trail.
    return {
      result: { id: activityId, reply },
      record: [],
      trail: [{ region, subject: activityId, before, after: { post: own.membershipId, reply } }],
    };
  },
});
