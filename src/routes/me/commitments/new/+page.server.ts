import { redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { draftCommitment, readMine } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { themesFor } from '../../../themes.server.ts';
import { withoutAction } from '../../../office/query.ts';
import { given } from '../../../given.ts';
import { orAgain } from '../../forms.server.ts';
import { meOf } from '../../me.server.ts';
import { wordingOf } from '../wording.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  readNoQuery(withoutAction(event.url));
  const { posts, today, year } = await ask(stage, actor, { query: readMine, input: {} });
  return { posts, today, year, themes: await themesFor({ stage, actor }, year) };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = meOf(event);
    const values = given(await event.request.formData());
    const answer = await orAgain(values, async () => {
      const { year } = await ask(stage, actor, { query: readMine, input: {} });
      const input = { ...wordingOf(values), membershipId: values['membershipId'], year };
      return perform(stage, actor, { useCase: draftCommitment, input });
    });
    if (!('commitmentId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, `/me/commitments/${answer.commitmentId}`, { done: 'saved' }));
  },
};
