import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { regionLevel } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { ReprintFilter } from '#modules/deputies/contract.ts';
import { finishReprint, listReprints } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { textsOf } from '../people/answer.server.ts';
import { findTowns } from '../people/towns.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = ReprintFilter.extend({ finished: z.coerce.number().int().min(0).optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { finished, ...filter } = readQuery(withoutAction(event.url), Query);
  const reprints = await ask(stage, actor, { query: listReprints, input: filter });
  const isOfTown = regionLevel(actor.region) === 'town';
  return { filter, finished, reprints, towns: isOfTown ? [] : await findTowns({ stage, actor }) };
};

export const actions: Actions = {
  finish: async (event) => {
    const { stage, actor } = await officeOf(event, finishReprint.by);
    const { town } = readQuery(withoutAction(event.url), Query);
    const done = await orAgain(async () => {
      const form = await readForm(event);
      const one = textOf(form, 'one');
      const taskIds = one === '' ? textsOf(form, 'task') : [one];
      return perform(stage, actor, { useCase: finishReprint, input: { taskIds } });
    });
    if (!('finished' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, '/office/reprint', { town, finished: done.finished }));
  },
};
