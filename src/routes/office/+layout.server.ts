import { ask } from '#kernel/index.server.ts';
import { listBatches } from '#modules/deputies/index.server.ts';
import { officeOf } from './office.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  event.setHeaders({ 'cache-control': 'no-store' });
  return { batches: await ask(stage, actor, { query: listBatches, input: { limit: 20 } }) };
};
