import { type Scene, defineQuery, findAttachments, seeingAll } from '#kernel/index.server.ts';
import { ReadActivity } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { ACTIVITY_SUBJECT } from '../../domain/activities/activity-life.ts';
import { countReplies } from '../../domain/activities/reply.ts';
import type { Activity } from '../../store/activities/activities.ts';
import { countAttendance, findListed } from '../../store/activities/attendance.ts';
import { ACTIVITY_READERS, getActivity, isOrganiser } from './shared.ts';

async function photosOf({ tx, actor }: Scene, { id }: Activity) {
  const found = await findAttachments(tx, { subjectKind: ACTIVITY_SUBJECT, subjectIds: [id], audience: actor });
  return found.get(id) ?? [];
}

async function countsFor({ tx }: Scene, { district, id }: Activity) {
  return (await countAttendance(tx, district, [id])).get(id) ?? { invited: 0, attended: 0 };
}

/** An activity with its list, for the office. */
export const readOfficeActivity = defineQuery({
  name: 'deputies.read-office-activity',
  input: ReadActivity,
  by: ACTIVITY_READERS,
  async read(scene, { activityId }) {
    const activity = await getActivity(scene, activityId);
    const listed = await findListed(scene.tx, activity);
    return {
      ...{ activity, ...(await countsFor(scene, activity)), now: scene.now },
      ...{ listed, replies: countReplies(listed) },
      photos: await photosOf(scene, activity),
      mayOrganise: await isOrganiser(scene, activity),
    };
  },
});

/** An activity that was held, for everybody: its minutes, its photos, and how many came. */
export const readPublicActivity = defineQuery({
  name: 'deputies.read-public-activity',
  input: ReadActivity,
  by: ['operator', 'visitor'],
  async read(scene, { activityId }) {
    const activity = await getActivity(scene, activityId);
    if (activity.state !== 'held') throw activityErrors.unknown();
    const counts = await seeingAll(scene.tx, () => countsFor(scene, activity));
    return { activity, ...counts, photos: await photosOf(scene, activity) };
  },
});
