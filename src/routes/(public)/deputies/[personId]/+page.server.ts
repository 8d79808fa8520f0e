import { ask, readDeputy } from '../../../stand-in.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const deputy = await ask(locals.stage, locals.actor, { query: readDeputy, input: { personId: params.personId } });
  return { deputy, isDrawn: locals.mode === 'demo' };
};
