import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readBulk, undoBulkPublication } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { orAgain } from '../../../forms.server.ts';
import { officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  const { bulkId } = event.params;
  if (!z.uuid().safeParse(bulkId).success) error(404);
  return ask(stage, actor, { query: readBulk, input: { bulkId } });
};

export const actions: Actions = {
  undo: async (event) => {
    const { stage, actor } = await officeOf(event);
    const { bulkId } = event.params;
    const answer = await orAgain(() => perform(stage, actor, { useCase: undoBulkPublication, input: { bulkId } }));
    if (!('bulkId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, `/office/commitments/bulk/${bulkId}`));
  },
};
