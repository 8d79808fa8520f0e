import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { regionLevel } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { DutyFilter } from '#modules/deputies/contract.ts';
import { findOfficeDuties, readDutyChoices, withdrawDuty } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { findTowns } from '../people/towns.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = DutyFilter.extend({ done: z.enum(['withdrawn', 'logged']).optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { done, ...filter } = readQuery(withoutAction(event.url), Query);
  const list = await ask(stage, actor, { query: findOfficeDuties, input: filter });
  const towns = regionLevel(actor.region) === 'town' ? [] : await findTowns({ stage, actor });
  return { done, filter, list, towns, mayEnter: readDutyChoices.by.some((role) => role === actor.role) };
};

export const actions: Actions = {
  withdraw: async (event) => {
    const { stage, actor } = await officeOf(event, withdrawDuty.by);
    const { done: _, ...filter } = readQuery(withoutAction(event.url), Query);
    const dutyId = textOf(await readForm(event), 'dutyId');
    const answer = await orAgain(() => perform(stage, actor, { useCase: withdrawDuty, input: { dutyId } }));
    if (!('id' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, '/office/duties', { ...filter, done: 'withdrawn' }));
  },
};
