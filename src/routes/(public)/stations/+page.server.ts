import { ask } from '#kernel/index.server.ts';
import { StationFilter } from '#modules/deputies/contract.ts';
import { findPublicStations } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filter = readQuery(url, StationFilter);
  return { filter, list: await ask(locals.stage, locals.actor, { query: findPublicStations, input: filter }) };
};
