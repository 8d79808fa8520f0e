import { z } from 'zod';
import { Received, defineUseCase, receiveAttachment } from '#kernel/index.server.ts';
import { RecordActivity } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { ACTIVITY_SUBJECT, activityLife, stepOf } from '../../domain/activities/activity-life.ts';
import { setState } from '../../store/activities/activities.ts';
import { getOrganised } from './shared.ts';

/** The most photos that come with one form. */
const MOST_PHOTOS = 12;

/**
 * Records that an activity was held, with its minutes and photos: from then on it is public and counts for the quotas.
 * What is recorded again are minutes that were written on. Photos are shown once they were screened.
 */
export const recordActivity = defineUseCase({
  name: 'deputies.record-activity',
  input: RecordActivity.extend({ photos: z.array(Received).max(MOST_PHOTOS).default([]) }),
  by: activityLife.record.by,
  async run(scene, { activityId, minutes, photos }) {
    const { tx, now, recordedAt } = scene;
    const activity = await getOrganised(scene, activityId);
    const state = stepOf('record', activity.state);
    if (now < activity.startsAt) throw activityErrors.notYetBegun();
    await setState(tx, activity, { state, minutes, at: recordedAt });
    const { region, kind, day } = activity;
    const subject = { kind: ACTIVITY_SUBJECT, id: activityId };
    for (const photo of photos) await receiveAttachment(scene, photo, { region, unit: null, subject, role: 'other' });
    const isFirst = activity.state !== state;
    const facts = { kind, day };
    return {
      result: { id: activityId, isFirst },
      record: isFirst ? [{ region, event: 'activity.held', subject: activityId, facts }] : [],
      trail: [
        {
          ...{ region, subject: activityId, before: { state: activity.state, minutes: activity.minutes } },
          after: { state, minutes, photos: photos.length },
        },
      ],
    };
  },
});
