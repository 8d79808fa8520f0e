import { fail, redirect } from '@sveltejs/kit';
import { ask } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readMyDutyChoices } from '#modules/deputies/index.server.ts';
import { takeDuty } from '../../../duty-form.server.ts';
import { withoutAction } from '../../../office/query.ts';
import { readNoQuery } from '../../../query.server.ts';
import { orAgain } from '../../forms.server.ts';
import { clockOf, meOf } from '../../me.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  readNoQuery(withoutAction(event.url));
  const choices = await ask(stage, actor, { query: readMyDutyChoices, input: {} });
  // By the id a second press of the button is known from a second visit.
  return { ...choices, clock: clockOf(stage), id: stage.newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const me = meOf(event);
    const values: Record<string, string> = {};
    const chosen: string[] = [];
    const answer = await orAgain(values, () =>
      takeDuty(event, me, ({ typed, topics, themes }) => {
        Object.assign(values, typed);
        chosen.push(...topics, ...themes);
      }),
    );
    if ('id' in answer) redirect(303, hrefOf(event.locals.locale, '/me/duties', { done: 'sent' }));
    return fail(answer.status, { ...answer.data, chosen });
  },
};
