import { error } from '@sveltejs/kit';
import { ask } from '#kernel/index.server.ts';
import { PersonId } from '#modules/deputies/contract.ts';
import { readDeputy } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const personId = PersonId.safeParse(params.personId);
  if (!personId.success) error(404, 'deputy.unknown');
  const deputy = await ask(locals.stage, locals.actor, { query: readDeputy, input: { personId: personId.data } });
  return { deputy, isDrawn: locals.mode === 'demo' };
};
