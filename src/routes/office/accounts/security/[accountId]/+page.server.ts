import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Problem } from '#kernel/contract.ts';
import { ask, disableAccount, endSessions, perform, readAccountSecurity } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { fieldsOf, orSay } from '../../../../door.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { type Office, officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function accountIdOf({ params }: Pick<RequestEvent, 'params'>): string {
  if (z.uuid().safeParse(params.accountId).success) return params.accountId;
  const says = { zh: '没有这个账号。', en: 'There is no such account.' };
  throw new Problem('not-found', 'account.not-found', { says });
}

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  const input = { accountId: accountIdOf(event) };
  const found = await ask(stage, actor, { query: readAccountSecurity, input });
  return { ...found, mayEnd: actor.role === 'security' };
};

async function changed(event: RequestEvent, change: (office: Office, accountId: string) => Promise<unknown>) {
  const office = await officeOf(event);
  const accountId = accountIdOf(event);
  const answer = await orSay(async () => {
    await change(office, accountId);
    return undefined;
  });
  if (answer !== undefined) return answer;
  redirect(303, hrefOf(event.locals.locale, `/office/accounts/security/${accountId}`));
}

export const actions: Actions = {
  end: (event) =>
    changed(event, async ({ stage, actor }, accountId) => {
      const sessionId = (await fieldsOf(event))('sessionId');
      const input = { accountId, ...(sessionId !== '' && { sessionId }) };
      await perform(stage, actor, { useCase: endSessions, input });
    }),
  disable: (event) =>
    changed(event, ({ stage, actor }, accountId) =>
      perform(stage, actor, { useCase: disableAccount, input: { accountId } }),
    ),
};
