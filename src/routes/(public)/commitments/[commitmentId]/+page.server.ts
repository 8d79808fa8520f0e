import { ask, readCommitment } from '../../../stand-in.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const input = { commitmentId: params.commitmentId };
  const commitment = await ask(locals.stage, locals.actor, { query: readCommitment, input });
  return { commitment, isDrawn: locals.mode === 'demo' };
};
