import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { batchErrors, previewUndo, readBatch, undoBatch } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { orAgain } from '../../../forms.server.ts';
import { officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import type { Actions, PageServerLoad } from './$types';

function batchIdOf({ batchId }: { readonly batchId: string }): string {
  if (!z.uuid().safeParse(batchId).success) throw batchErrors.notFound();
  return batchId;
}

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  const input = { batchId: batchIdOf(event.params) };
  const batch = await ask(stage, actor, { query: readBatch, input });
  return { batch, undo: await ask(stage, actor, { query: previewUndo, input }) };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event, undoBatch.by);
    const input = { batchId: batchIdOf(event.params) };
    const again = await orAgain(() => perform(stage, actor, { useCase: undoBatch, input }));
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, `/office/import/${event.params.batchId}`));
  },
};
