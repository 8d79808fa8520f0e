import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { regionLevel } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { VillageFilter } from '#modules/deputies/contract.ts';
import { findVillages, setVillage } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { findTowns } from '../people/towns.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = VillageFilter.extend({ change: z.uuid().optional(), saved: z.literal('1').optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { change, saved, ...filter } = readQuery(withoutAction(event.url), Query);
  const list = await ask(stage, actor, { query: findVillages, input: filter });
  const towns = await findTowns({ stage, actor });
  return {
    ...{ saved: saved !== undefined, filter, list, towns },
    isOfTown: regionLevel(actor.region) === 'town',
    maySet: setVillage.by.some((role) => role === actor.role),
    changed: list.items.find(({ id }) => id === change),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event, setVillage.by);
    const { town, year } = readQuery(withoutAction(event.url), Query);
    const answer = await orAgain(async () => {
      const form = await readForm(event);
      const villageId = textOf(form, 'villageId');
      const input = {
        ...{ villageId: villageId === '' ? null : villageId, region: textOf(form, 'region') },
        ...{ name: textOf(form, 'name'), householdCount: textOf(form, 'householdCount') || undefined },
        isClosed: textOf(form, 'isClosed') === 'on',
      };
      return perform(stage, actor, { useCase: setVillage, input });
    });
    if (!('villageId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, '/office/villages', { town, year, saved: '1' }));
  },
};
