import { regionLevel } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { PeopleFilter } from '#modules/deputies/contract.ts';
import { listPeople, listReprints } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import { findTowns } from './towns.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const filter = readQuery(event.url, PeopleFilter);
  const list = await ask(stage, actor, { query: listPeople, input: filter });
  const reprints = await ask(stage, actor, { query: listReprints, input: {} });
  return {
    ...{ filter, list, reprints, towns: await findTowns({ stage, actor }) },
    mayChange: ['operator', 'district-officer', 'town-officer'].includes(actor.role),
    isOfTown: regionLevel(actor.region) === 'town',
    ownTown: regionLevel(actor.region) === 'town' ? actor.region : undefined,
  };
};
