import { redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { claimWithPhotos, readMyCommitment } from '#modules/deputies/index.server.ts';
import { withReceivedForm } from '../../../../attachments/attachments.server.ts';
import { given } from '../../../../given.ts';
import { orAgain } from '../../../forms.server.ts';
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
  return { commitment, entryId: stage.newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = meOf(event);
    const commitmentId = idOf(event.params);
    const values: Record<string, string> = {};
    const take = () =>
      withReceivedForm(event, ({ fields, files }) => {
        Object.assign(values, given(fields));
        const { revision, result, quantity, unit, entryId } = values;
        const input = { commitmentId, revision, result, quantity, unit, entryId, photos: files };
        return perform(stage, actor, { useCase: claimWithPhotos, input });
      });
    const answer = await orAgain(values, take);
    if (!('commitmentId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, `/me/commitments/${commitmentId}`, { done: 'claimed' }));
  },
};
