import { redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { StationFilter } from '#modules/deputies/contract.ts';
import { describeStation, listOfficeStations, registerStations } from '#modules/deputies/index.server.ts';
import { z } from 'zod';
import { readQuery } from '../../query.server.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { orTyped } from '../people/answer.server.ts';
import { orNull } from '../people/id.server.ts';
import { findTowns } from '../people/towns.server.ts';
import { withoutAction } from '../query.ts';
import { factsIn } from './forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = StationFilter.extend({ registered: z.coerce.number().int().min(0).optional() });

export const load: PageServerLoad = async (event) => {
  const office = await officeOf(event, listOfficeStations.by);
  const { registered, ...filter } = readQuery(withoutAction(event.url), Query);
  const { stage, actor } = office;
  const list = await ask(stage, actor, { query: listOfficeStations, input: filter });
  // A clerk has a station already, and makes none.
  const mayAdd = list.mayRegister && actor.role !== 'station-clerk';
  return { filter, registered, list, mayAdd, towns: await findTowns(office) };
};

export const actions: Actions = {
  register: async (event) => {
    const { stage, actor } = await officeOf(event, registerStations.by);
    const done = await orAgain(async () => {
      const town = textOf(await readForm(event), 'town');
      const input = town === '' ? {} : { town };
      return perform(stage, actor, { useCase: registerStations, input });
    });
    if (!('registered' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, '/office/stations', { registered: done.registered }));
  },
  add: async (event) => {
    const { stage, actor } = await officeOf(event, describeStation.by);
    let stationId = '';
    const again = await orTyped(event, async (form) => {
      const input = {
        ...factsIn(form),
        stationId: null,
        town: textOf(form, 'town'),
        name: orNull(textOf(form, 'name')) ?? '',
      };
      ({ stationId } = await perform(stage, actor, { useCase: describeStation, input }));
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, `/office/stations/${stationId}`, { saved: 1 }));
  },
};
