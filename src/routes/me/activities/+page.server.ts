import { ask } from '#kernel/index.server.ts';
import { MyActivitiesFilter } from '#modules/deputies/contract.ts';
import { readMyActivities } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { meOf } from '../me.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const input = readQuery(event.url, MyActivitiesFilter);
  return { mine: await ask(stage, actor, { query: readMyActivities, input }) };
};
