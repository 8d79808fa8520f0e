import { ask } from '#kernel/index.server.ts';
import { MyActivitiesFilter } from '#modules/deputies/contract.ts';
import { readMyActivities } from '#modules/deputies/index.server.ts';
import { activityCalendar } from '../../../activity-calendar.server.ts';
import { readQuery } from '../../../query.server.ts';
import { meOf } from '../../me.server.ts';
import type { RequestHandler } from './$types';

/** A deputy's year for their calendar, with what was called off as called off. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = meOf(event);
  const input = readQuery(event.url, MyActivitiesFilter);
  const { year, ahead, over } = await ask(stage, actor, { query: readMyActivities, input });
  return activityCalendar(
    `${year}年代表活动`,
    [...ahead, ...over],
    ({ id }) => `${event.url.origin}/me/activities/${id}`,
  );
};
