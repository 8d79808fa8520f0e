import { type RequestEvent, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import {
  describeStation,
  dropReceptionRule,
  readOfficeStation,
  renewScreenKey,
  setReceptionException,
  setReceptionRule,
} from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { stationIdOf } from '../../../station-id.server.ts';
import { textOf } from '../../forms.server.ts';
import { type Office, officeOf } from '../../office.server.ts';
import { type Typed, orTyped, textsOf } from '../../people/answer.server.ts';
import { withoutAction } from '../../query.ts';
import { exceptionIn, factsIn, ruleIn } from '../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ saved: z.literal('1').optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, readOfficeStation.by);
  const { saved } = readQuery(withoutAction(event.url), Query);
  const input = { stationId: stationIdOf(event.params.stationId) };
  const station = await ask(stage, actor, { query: readOfficeStation, input });
  const { screenKey: key } = station;
  const path = hrefOf(event.locals.locale, `/walls/${station.id}/screen`, { key });
  return { station, isSaved: saved !== undefined, screen: key === null ? null : new URL(path, event.url.origin).href };
};

/** Boxes of which several may be ticked, each field's with a blank between them. */
function severalIn(form: FormData): Typed {
  const names = ['weekday', 'membership'].filter((name) => form.has(name));
  return Object.fromEntries(names.map((name) => [name, textsOf(form, name).join(' ')]));
}

type Work = (office: Office, form: FormData, stationId: string) => Promise<unknown>;

/** Does one thing to the station of the page, and shows the page again. */
function doing(work: Work) {
  return async (event: RequestEvent<{ stationId: string }>) => {
    const office = await officeOf(event, describeStation.by);
    const stationId = stationIdOf(event.params.stationId);
    let several: Typed = {};
    const again = await orTyped(event, async (form) => {
      several = severalIn(form);
      await work(office, form, stationId);
    });
    if (again !== undefined) return fail(again.status, { ...again.data, typed: { ...again.data.typed, ...several } });
    redirect(303, hrefOf(event.locals.locale, `/office/stations/${stationId}`, { saved: 1 }));
  };
}

export const actions: Actions = {
  facts: doing(({ stage, actor }, form, stationId) => {
    const input = { ...factsIn(form), stationId, town: textOf(form, 'town'), name: textOf(form, 'name') };
    return perform(stage, actor, { useCase: describeStation, input });
  }),
  rule: doing(({ stage, actor }, form, stationId) =>
    perform(stage, actor, { useCase: setReceptionRule, input: { ...ruleIn(form), stationId } }),
  ),
  drop: doing(({ stage, actor }, form) =>
    perform(stage, actor, { useCase: dropReceptionRule, input: { ruleId: textOf(form, 'ruleId') } }),
  ),
  day: doing(({ stage, actor }, form) =>
    perform(stage, actor, { useCase: setReceptionException, input: exceptionIn(form) }),
  ),
  key: doing(({ stage, actor }, _, stationId) =>
    perform(stage, actor, { useCase: renewScreenKey, input: { stationId } }),
  ),
};
