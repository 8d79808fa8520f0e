import { regionLevel } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { QuotaFilter } from '#modules/deputies/contract.ts';
import { readQuotas } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import { findTowns } from '../people/towns.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const filter = readQuery(event.url, QuotaFilter);
  const table = await ask(stage, actor, { query: readQuotas, input: filter });
  const isOfTown = regionLevel(actor.region) === 'town';
  return { filter, table, towns: isOfTown ? [] : await findTowns({ stage, actor }) };
};
