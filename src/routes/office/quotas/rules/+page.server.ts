import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { regionLevel } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { MOST_RULES, QuotaRulesFilter } from '#modules/deputies/contract.ts';
import { readQuotaRules, setQuotaRules } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { readForm, textOf } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { findTowns } from '../../people/towns.server.ts';
import { withoutAction } from '../../query.ts';
import { orSayHere } from '../../refused.server.ts';
import { typedIn } from '../../activities/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = QuotaRulesFilter.extend({ saved: z.literal('1').optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { saved, ...filter } = readQuery(withoutAction(event.url), Query);
  const set = await ask(stage, actor, { query: readQuotaRules, input: filter });
  const isOfTown = regionLevel(actor.region) === 'town';
  return { set, saved, home: actor.region, towns: isOfTown ? [] : await findTowns({ stage, actor }) };
};

const FIELDS = ['who', 'kind', 'least', 'period'] as const;

/** The rules of the form, row by row; a row without a number is not used. */
function rulesIn(form: FormData) {
  return Array.from({ length: MOST_RULES }, (_, at) =>
    Object.fromEntries(FIELDS.map((name) => [name, textOf(form, `${name}-${at}`)])),
  ).filter(({ least }) => least !== undefined && least !== '');
}

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event, setQuotaRules.by);
    const form = await readForm(event);
    const [region, year] = [textOf(form, 'region'), textOf(form, 'year')];
    const input = { region, year, revision: textOf(form, 'revision'), rules: rulesIn(form) };
    const done = await orSayHere(typedIn(form), () => perform(stage, actor, { useCase: setQuotaRules, input }));
    if (!('version' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, '/office/quotas/rules', { year, town: region, saved: '1' }));
  },
};
