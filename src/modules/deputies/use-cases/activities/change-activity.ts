import { defineUseCase } from '#kernel/index.server.ts';
import { CancelActivity, ChangeActivity } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { activityLife, stepOf } from '../../domain/activities/activity-life.ts';
import { changeAppointment, setState } from '../../store/activities/activities.ts';
import { forgetReplies } from '../../store/activities/replies.ts';
import { getOrganised, spanOf, tellInvited } from './shared.ts';

/** Changes what, when and where an activity will be; those invited are told, and asked anew where it was moved. */
export const changeActivity = defineUseCase({
  name: 'deputies.change-activity',
  input: ChangeActivity,
  by: activityLife.change.by,
  isQuiet: true,
  async run(scene, { activityId, revision, title, place, themes, ...when }) {
    const activity = await getOrganised(scene, activityId);
    stepOf('change', activity.state);
    if (activity.revision !== revision) throw activityErrors.changedMeanwhile();
    const span = spanOf(when);
    const to = { title, place, themes, ...span };
    await changeAppointment(scene.tx, activity, { ...to, at: scene.recordedAt });
    const before = {
      title: activity.title,
      place: activity.place,
      startsAt: activity.startsAt,
      endsAt: activity.endsAt,
    };
    const after = { title, place, startsAt: span.startsAt, endsAt: span.endsAt };
    const isElsewhere =
      JSON.stringify([before.place, before.startsAt, before.endsAt]) !==
      JSON.stringify([place, span.startsAt, span.endsAt]);
    if (before.startsAt !== span.startsAt || before.endsAt !== span.endsAt) await forgetReplies(scene.tx, activity);
    if (isElsewhere) {
      await tellInvited(scene, activity, { kind: 'deputies.activity-changed', key: String(revision + 1) });
    }
    return {
      result: { id: activityId },
      record: [],
      trail: [{ region: activity.region, subject: activityId, before, after }],
    };
  },
});

/** Calls an activity off, with the reason that those invited are told. */
export const cancelActivity = defineUseCase({
  name: 'deputies.cancel-activity',
  input: CancelActivity,
  by: activityLife.cancel.by,
  isQuiet: true,
  async run(scene, { activityId, reason }) {
    const activity = await getOrganised(scene, activityId);
    const state = stepOf('cancel', activity.state);
    await setState(scene.tx, activity, { state, cancelReason: reason, at: scene.recordedAt });
    await tellInvited(scene, activity, { kind: 'deputies.activity-changed', key: 'cancelled' });
    const { region } = activity;
    return {
      result: { id: activityId },
      record: [],
      trail: [{ region, subject: activityId, before: { state: activity.state }, after: { state, reason } }],
    };
  },
});
