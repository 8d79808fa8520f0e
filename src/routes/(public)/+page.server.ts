import { ask, readOverview } from '../stand-in.server.ts';
import { readNoQuery } from '../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  readNoQuery(url);
  const overview = await ask(locals.stage, locals.actor, { query: readOverview, input: {} });
  return { figures: overview.years.at(-1) ?? null };
};
