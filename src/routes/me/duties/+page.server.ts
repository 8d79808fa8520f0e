import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { MyDutiesFilter } from '#modules/deputies/contract.ts';
import { readMyDuties, withdrawDuty } from '#modules/deputies/index.server.ts';
import { readForm, textOf } from '../../office/forms.server.ts';
import { withoutAction } from '../../office/query.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain } from '../forms.server.ts';
import { meOf } from '../me.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = MyDutiesFilter.extend({ done: z.enum(['sent', 'withdrawn']).optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const { done, ...input } = readQuery(withoutAction(event.url), Query);
  return { done, mine: await ask(stage, actor, { query: readMyDuties, input }) };
};

export const actions: Actions = {
  withdraw: async (event) => {
    const { stage, actor } = meOf(event);
    const dutyId = textOf(await readForm(event), 'dutyId');
    const answer = await orAgain({}, () => perform(stage, actor, { useCase: withdrawDuty, input: { dutyId } }));
    if (!('id' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, '/me/duties', { done: 'withdrawn' }));
  },
};
