import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { findOfficeActivities, planActivity, readGroupQuota } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { readForm, textOf } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { orSayHere } from '../../refused.server.ts';
import { themesFor } from '../../../themes.server.ts';
import { withoutAction } from '../../query.ts';
import { appointmentIn, typedIn, unitsIn } from '../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ group: z.string().max(120).optional() });

/** First the group, then the rest: so the form needs no script to offer that group's activity groups. */
export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, planActivity.by);
  const { group } = readQuery(withoutAction(event.url), Query);
  const { groups } = await ask(stage, actor, { query: findOfficeActivities, input: {} });
  const quota = group === undefined ? undefined : await ask(stage, actor, { query: readGroupQuota, input: { group } });
  const { today } = event.locals;
  const themes = await themesFor({ stage, actor }, Number(today.slice(0, 4)));
  if (quota === undefined) return { groups, chosen: undefined, today, themes };
  const { key, region, group: name, parts } = quota.standing;
  const chosen = {
    key,
    region,
    name,
    parts: parts.flatMap((part) => part.activityGroup ?? []),
    standing: quota.standing,
  };
  return { groups, chosen, today, themes };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event, planActivity.by);
    const form = await readForm(event);
    const input = {
      ...{ region: textOf(form, 'region'), kind: textOf(form, 'kind'), ...appointmentIn(form) },
      units:
        textOf(form, 'kind') === 'activity-group'
          ? unitsIn(form)
          : [{ group: textOf(form, 'group'), activityGroup: null }],
    };
    const done = await orSayHere(typedIn(form), () => perform(stage, actor, { useCase: planActivity, input }));
    if (!('id' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, `/office/activities/${done.id}`, { saved: '1' }));
  },
};
