import type { Role } from '#kernel/index.server.ts';
import { ask, readTrail } from '#kernel/index.server.ts';
import { countToDo, findSeats, listBatches } from '#modules/deputies/index.server.ts';
import { officeOf } from './office.server.ts';
import type { LayoutServerLoad } from './$types';

const NO_BATCHES = { waiting: { total: 0, items: [] }, latest: { total: 0, items: [] } };

export const load: LayoutServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  event.setHeaders({ 'cache-control': 'no-store' });
  const may = (intent: { readonly by: readonly Role[] }) => intent.by.includes(actor.role);
  return {
    batches: may(listBatches) ? await ask(stage, actor, { query: listBatches, input: { limit: 20 } }) : NO_BATCHES,
    /** How many wait in each way; undefined for whoever has no business with it. */
    counts: may(countToDo) ? await ask(stage, actor, { query: countToDo, input: {} }) : undefined,
    /** Which pages the navigation offers: those that would not refuse. */
    offers: { import: may(listBatches), enter: may(findSeats), trail: may(readTrail) },
  };
};
