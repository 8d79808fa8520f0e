import { redirect } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { startBatch } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../query.server.ts';
import { filesOf, orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage } = await officeOf(event, startBatch.by);
  readNoQuery(withoutAction(event.url));
  // By it a second press of the button is known from a second batch.
  return { token: stage.newId() };
};

function yearOf(text: string): { year?: number } {
  if (text === '') return {};
  if (/^(19|20|21)\d{2}$/.test(text)) return { year: Number(text) };
  const says = { zh: '年度应为四位数字，例如 2020。', en: 'A year has four digits, such as 2020.' };
  throw new Problem('invalid', 'batch.year', { says });
}

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor, runner } = await officeOf(event);
    const answer = await orAgain(async () => {
      const form = await readForm(event);
      const year = yearOf(textOf(form, 'year'));
      const input = { token: textOf(form, 'token'), ...year, files: await filesOf(form, 'files') };
      return perform(stage, actor, { useCase: startBatch, input });
    });
    if (!('batchId' in answer)) return answer;
    runner.wake();
    redirect(303, hrefOf(event.locals.locale, `/office/import/${answer.batchId}`));
  },
};
