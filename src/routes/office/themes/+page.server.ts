import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { Year } from '#modules/deputies/contract.ts';
import { readThemes, setThemes } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ year: Year.optional(), saved: z.literal('1').optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { year, saved } = readQuery(withoutAction(event.url), Query);
  const of = await ask(stage, actor, { query: readThemes, input: { year } });
  const thisYear = Number(event.locals.today.slice(0, 4));
  const years = [...new Set([thisYear + 1, thisYear, thisYear - 1, of.year])].toSorted((one, other) => other - one);
  return { saved: saved !== undefined, ...of, years, maySet: setThemes.by.some((role) => role === actor.role) };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event, setThemes.by);
    const form = await readForm(event);
    const year = textOf(form, 'year');
    const themes = textOf(form, 'themes')
      .split('\n')
      .map((theme) => theme.trim())
      .filter((theme) => theme !== '');
    const answer = await orAgain(() => perform(stage, actor, { useCase: setThemes, input: { year, themes } }));
    if (!('themes' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, '/office/themes', { year, saved: '1' }));
  },
};
