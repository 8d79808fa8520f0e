import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { findSeats, readDutyChoices } from '#modules/deputies/index.server.ts';
import { takeDuty } from '../../../duty-form.server.ts';
import { readQuery } from '../../../query.server.ts';
import { orAgain } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ q: z.string().trim().max(50).optional(), membership: z.uuid().optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, readDutyChoices.by);
  const { q, membership } = readQuery(withoutAction(event.url), Query);
  const seats = q === undefined ? undefined : await ask(stage, actor, { query: findSeats, input: { q } });
  const choices =
    membership === undefined
      ? undefined
      : await ask(stage, actor, { query: readDutyChoices, input: { membershipId: membership } });
  return { q, seats, choices, id: stage.newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const office = await officeOf(event, readDutyChoices.by);
    const typed: Record<string, string> = {};
    const chosen: string[] = [];
    const answer = await orAgain(() =>
      takeDuty(event, office, (read) => {
        Object.assign(typed, read.typed);
        chosen.push(...read.topics, ...read.themes);
      }),
    );
    if ('id' in answer) redirect(303, hrefOf(event.locals.locale, '/office/duties', { done: 'logged' }));
    return fail(answer.status, { ...answer.data, typed, chosen });
  },
};
