import { ask } from '#kernel/index.server.ts';
import { readOfficeActivity } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { officeOf } from '../../../office.server.ts';
import { activityIdOf } from '../id.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(event.url);
  const input = { activityId: activityIdOf(event.params) };
  const { activity, listed } = await ask(stage, actor, { query: readOfficeActivity, input });
  return { activity, listed };
};
