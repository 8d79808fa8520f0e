import { error } from '@sveltejs/kit';
import { ask } from '#kernel/index.server.ts';
import { PersonId } from '#modules/deputies/contract.ts';
import { readDeputy, readDutyNumbers, readReceptionsOfDeputy } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const personId = PersonId.safeParse(params.personId);
  if (!personId.success) error(404, 'deputy.unknown');
  const { stage, actor } = locals;
  const input = { personId: personId.data };
  const deputy = await ask(stage, actor, { query: readDeputy, input });
  const receptions = await ask(stage, actor, { query: readReceptionsOfDeputy, input });
  const duties = await ask(stage, actor, { query: readDutyNumbers, input });
  return { deputy, receptions, duties: duties.years, isDrawn: locals.mode === 'demo' };
};
