import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readMyCommitment, submitCommitment } from '#modules/deputies/index.server.ts';
import { withoutAction } from '../../../office/query.ts';
import { readQuery } from '../../../query.server.ts';
import { given, orAgain } from '../../forms.server.ts';
import { meOf } from '../../me.server.ts';
import { idOf } from './id.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ done: z.enum(['sent', 'saved', 'submitted', 'claimed']).optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const { done } = readQuery(withoutAction(event.url), Query);
  const input = { commitmentId: idOf(event.params) };
  return {
    commitment: await ask(stage, actor, { query: readMyCommitment, input }),
    today: dayOf(stage.now()),
    done,
  };
};

export const actions: Actions = {
  submit: async (event) => {
    const { stage, actor } = meOf(event);
    const commitmentId = idOf(event.params);
    const values = given(await event.request.formData());
    const input = { commitmentId, revision: values['revision'] };
    const answer = await orAgain(values, () => perform(stage, actor, { useCase: submitCommitment, input }));
    if (!('commitmentId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, `/me/commitments/${commitmentId}`, { done: 'submitted' }));
  },
};
