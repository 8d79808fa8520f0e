import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, clearCalendarDay, listCalendarDays, perform, setCalendarDay } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readQuery } from '../../query.server.ts';
import { textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { orTyped } from '../people/answer.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({
  year: z.coerce.number().int().min(2000).max(2099).optional(),
  saved: z.literal('1').optional(),
});

const yearOf = (day: string) => Number(day.slice(0, 4));

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, listCalendarDays.by);
  const { year = yearOf(event.locals.today), saved } = readQuery(withoutAction(event.url), Query);
  return {
    calendar: await ask(stage, actor, { query: listCalendarDays, input: { year } }),
    isSaved: saved !== undefined,
    years: [-1, 0, 1].map((more) => yearOf(event.locals.today) + more),
    maySet: setCalendarDay.by.some((role) => role === actor.role),
  };
};

export const actions: Actions = {
  set: async (event) => {
    const { stage, actor } = await officeOf(event, setCalendarDay.by);
    let day = '';
    const again = await orTyped(event, async (form) => {
      const input = {
        day: textOf(form, 'day'),
        isWorking: textOf(form, 'is') === 'working',
        name: textOf(form, 'name'),
      };
      ({ day } = await perform(stage, actor, { useCase: setCalendarDay, input }));
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, '/office/calendar', { year: yearOf(day), saved: 1 }));
  },
  clear: async (event) => {
    const { stage, actor } = await officeOf(event, clearCalendarDay.by);
    let day = '';
    const again = await orTyped(event, async (form) => {
      ({ day } = await perform(stage, actor, { useCase: clearCalendarDay, input: { day: textOf(form, 'day') } }));
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, '/office/calendar', { year: yearOf(day), saved: 1 }));
  },
};
