import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { Year } from '#modules/deputies/contract.ts';
import { readGroupQuota, setGroupFounded } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { readForm, textOf } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { orSayHere } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({
  /** Without one, the page leads to the table of all groups. */
  group: z.string().max(120).optional(),
  year: Year.optional(),
  saved: z.literal('1').optional(),
});

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, readGroupQuota.by);
  const { group, year, saved } = readQuery(withoutAction(event.url), Query);
  if (group === undefined) redirect(303, hrefOf(event.locals.locale, '/office/quotas'));
  const input = { group, ...(year !== undefined && { year }) };
  const quota = await ask(stage, actor, { query: readGroupQuota, input });
  const maySetFounded = quota.mayOrganise && setGroupFounded.by.some((role) => role === actor.role);
  return { quota, saved, maySetFounded };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event, setGroupFounded.by);
    const { group = '', year } = readQuery(withoutAction(event.url), Query);
    const form = await readForm(event);
    const day = textOf(form, 'day');
    const part = textOf(form, 'activityGroup');
    const input = {
      ...{ region: group.slice(0, 12), group: group.slice(13) },
      ...{ activityGroup: part === '' ? null : part, day: day === '' ? null : day },
    };
    const done = await orSayHere({}, () => perform(stage, actor, { useCase: setGroupFounded, input }));
    if (!('day' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, '/office/quotas/group', { group, year, saved: '1' }));
  },
};
