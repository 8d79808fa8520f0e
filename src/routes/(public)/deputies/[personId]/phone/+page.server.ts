import { error, fail } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { PersonId } from '#modules/deputies/contract.ts';
import { readDeputy, revealPhone } from '#modules/deputies/index.server.ts';
import { visitOf } from '../../../../visit.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import type { Actions, PageServerLoad } from './$types';

const TOO_MANY_REQUESTS = 429;

function personIdOf(text: string): PersonId {
  const personId = PersonId.safeParse(text);
  if (!personId.success) error(404, 'deputy.unknown');
  return personId.data;
}

/** The page asks once more, so that a number is never shown by merely following a link. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const input = { personId: personIdOf(params.personId) };
  const { id, name, isPhoneOnRequest } = await ask(locals.stage, locals.actor, { query: readDeputy, input });
  if (!isPhoneOnRequest) error(404, 'phone.not-shown');
  return { id, name };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = event.locals;
    event.setHeaders({ 'cache-control': 'no-store' });
    try {
      const input = { personId: personIdOf(event.params.personId), address: visitOf(event).address };
      const { phone } = await perform(stage, actor, { useCase: revealPhone, input });
      return { phone };
    } catch (failure) {
      if (!(failure instanceof Problem) || failure.kind !== 'conflict') throw failure;
      return fail(TOO_MANY_REQUESTS, { says: failure.says });
    }
  },
};
