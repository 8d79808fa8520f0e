import { error } from '@sveltejs/kit';
import { ask } from '#kernel/index.server.ts';
import { PersonId } from '#modules/deputies/contract.ts';
import { readDeputy, readDutyNumbers } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const personId = PersonId.safeParse(params.personId);
  if (!personId.success) error(404, 'deputy.unknown');
  const deputy = await ask(locals.stage, locals.actor, { query: readDeputy, input: { personId: personId.data } });
  const duties = await ask(locals.stage, locals.actor, { query: readDutyNumbers, input: { personId: personId.data } });
  return { deputy, duties: duties.years, isDrawn: locals.mode === 'demo' };
};
