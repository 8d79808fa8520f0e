import { ask } from '#kernel/index.server.ts';
import { readOfficeActivity } from '#modules/deputies/index.server.ts';
import { activityCalendar } from '../../../../activity-calendar.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { officeOf } from '../../../office.server.ts';
import { activityIdOf } from '../id.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(event.url);
  const input = { activityId: activityIdOf(event.params) };
  const { activity } = await ask(stage, actor, { query: readOfficeActivity, input });
  return activityCalendar(activity.title, [activity], ({ id }) => `${event.url.origin}/office/activities/${id}`);
};
