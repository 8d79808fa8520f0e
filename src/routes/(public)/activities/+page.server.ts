import { ask } from '#kernel/index.server.ts';
import { PublicActivityFilter } from '#modules/deputies/contract.ts';
import { findPublicActivities } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filter = readQuery(url, PublicActivityFilter);
  const list = await ask(locals.stage, locals.actor, { query: findPublicActivities, input: filter });
  return { filter, list };
};
