import { redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { claimCommitment, readMyCommitment } from '#modules/deputies/index.server.ts';
import { given, orAgain } from '../../../forms.server.ts';
import { meOf } from '../../../me.server.ts';
import { idOf } from '../id.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const input = { commitmentId: idOf(event.params) };
  const commitment = await ask(stage, actor, { query: readMyCommitment, input });
  const page = hrefOf(event.locals.locale, `/me/commitments/${commitment.id}`);
  // After a form that was refused the page is shown again, with why, and with what was typed.
  if (event.request.method === 'GET' && !commitment.actions.includes('claim')) redirect(303, page);
  return { commitment };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = meOf(event);
    const commitmentId = idOf(event.params);
    const values = given(await event.request.formData());
    const { revision, result, quantity, unit } = values;
    const input = { commitmentId, revision, result, quantity, unit };
    const answer = await orAgain(values, () => perform(stage, actor, { useCase: claimCommitment, input }));
    if (!('commitmentId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, `/me/commitments/${commitmentId}`, { done: 'claimed' }));
  },
};
