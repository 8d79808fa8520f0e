import { redirect } from '@sveltejs/kit';
import { ask, listLockouts, perform, releaseLockout } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { fieldsOf, orSay } from '../../../door.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  return { locks: await ask(stage, actor, { query: listLockouts, input: {} }), mayRelease: actor.role === 'security' };
};

export const actions: Actions = {
  release: async (event) => {
    const { stage, actor } = await officeOf(event);
    const input = { accountId: (await fieldsOf(event))('accountId') };
    const answer = await orSay(() => perform(stage, actor, { useCase: releaseLockout, input }));
    if (answer !== undefined) return answer;
    redirect(303, hrefOf(event.locals.locale, '/office/accounts/security'));
  },
};
