import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { listDelegations, setDelegation } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ changed: z.coerce.number().int().min(0).optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { changed } = readQuery(withoutAction(event.url), Query);
  return {
    changed,
    region: actor.region,
    towns: await ask(stage, actor, { query: listDelegations, input: {} }),
    maySet: setDelegation.by.some((role) => role === actor.role),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event, setDelegation.by);
    const done = await orAgain(async () => {
      const form = await readForm(event);
      const input = { region: textOf(form, 'region'), level: textOf(form, 'level'), isOn: textOf(form, 'is') === 'on' };
      return perform(stage, actor, { useCase: setDelegation, input });
    });
    if (!('changed' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, '/office/rules', { changed: done.changed }));
  },
};
