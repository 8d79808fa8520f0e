import { redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readMyCommitment, rewordCommitment } from '#modules/deputies/index.server.ts';
import { given } from '../../../../given.ts';
import { orAgain } from '../../../forms.server.ts';
import { themesFor } from '../../../../themes.server.ts';
import { meOf } from '../../../me.server.ts';
import { wordingOf } from '../../wording.server.ts';
import { idOf } from '../id.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const input = { commitmentId: idOf(event.params) };
  const { actions: possible, ...commitment } = await ask(stage, actor, { query: readMyCommitment, input });
  const page = hrefOf(event.locals.locale, `/me/commitments/${input.commitmentId}`);
  // After a form that was refused the page is shown again, with why, and with what was typed.
  if (event.request.method === 'GET' && !possible.includes('reword')) redirect(303, page);
  const { revision, themes, year, text, kind, field, worry, target, targetQuantity, targetUnit, dueDay } = commitment;
  const known = { kind, field, worry, text, target, targetQuantity, targetUnit, dueDay };
  const values = Object.entries({ ...known, revision: String(revision), themes: themes.join('、') });
  return {
    year,
    themes: await themesFor({ stage, actor }, year),
    values: Object.fromEntries(values.map(([name, value]) => [name, value ?? ''])),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = meOf(event);
    const commitmentId = idOf(event.params);
    const values = given(await event.request.formData());
    const input = { ...wordingOf(values), commitmentId, revision: values['revision'] };
    const answer = await orAgain(values, () => perform(stage, actor, { useCase: rewordCommitment, input }));
    if (!('commitmentId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, `/me/commitments/${commitmentId}`, { done: 'saved' }));
  },
};
