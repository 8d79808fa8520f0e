import { ask } from '#kernel/index.server.ts';
import { readStation } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { stationIdOf } from '../../../station-id.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const input = { stationId: stationIdOf(params.stationId) };
  return { station: await ask(locals.stage, locals.actor, { query: readStation, input }) };
};
