import { redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { listBatches, listReprints, readToDo, setOfficeRule } from '#modules/deputies/index.server.ts';
import { orAgain, readForm, textOf } from './forms.server.ts';
import { officeOf } from './office.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever looks after accounts begins with them. */
const FIRST: Readonly<Record<string, string>> = {
  admin: '/office/accounts',
  security: '/office/accounts/security',
};

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const first = FIRST[actor.role];
  if (first !== undefined) redirect(303, hrefOf(event.locals.locale, first));
  const { total: reprints } = await ask(stage, actor, { query: listReprints, input: {} });
  return {
    reprints,
    todo: await ask(stage, actor, { query: readToDo, input: {} }),
    mayImport: listBatches.by.some((role) => role === actor.role),
    mayRule: setOfficeRule.by.some((role) => role === actor.role),
  };
};

export const actions: Actions = {
  rule: async (event) => {
    const { stage, actor } = await officeOf(event);
    const again = await orAgain(async () => {
      const form = await readForm(event);
      const input = { stalledDays: textOf(form, 'stalledDays'), dueSoonDays: textOf(form, 'dueSoonDays') };
      return perform(stage, actor, { useCase: setOfficeRule, input });
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, '/office'));
  },
};
