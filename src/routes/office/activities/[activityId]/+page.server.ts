import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import {
  cancelActivity,
  changeActivity,
  findGuests,
  inviteDeputies,
  keyInAttendance,
  readOfficeActivity,
  recordActivity,
  withdrawInvitation,
} from '#modules/deputies/index.server.ts';
import { withReceivedForm } from '../../../attachments/attachments.server.ts';
import { readQuery } from '../../../query.server.ts';
import { readForm, textOf } from '../../forms.server.ts';
import { type Office, officeOf } from '../../office.server.ts';
import { themesFor } from '../../../themes.server.ts';
import { withoutAction } from '../../query.ts';
import { orSayHere } from '../../refused.server.ts';
import { appointmentIn, typedIn } from '../forms.server.ts';
import { activityIdOf } from './id.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const Query = z.object({ saved: z.literal('1').optional(), guest: z.string().max(60).optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { saved, guest } = readQuery(withoutAction(event.url), Query);
  const activityId = activityIdOf(event.params);
  const one = await ask(stage, actor, { query: readOfficeActivity, input: { activityId } });
  const isAsked = guest !== undefined && one.mayOrganise;
  const found = isAsked ? await ask(stage, actor, { query: findGuests, input: { activityId, q: guest } }) : undefined;
  const themes = await themesFor({ stage, actor }, one.activity.year);
  return { ...one, themes, saved, guest, guests: found?.guests, hasBegun: one.now >= one.activity.startsAt };
};

type Run = (office: Office, activityId: string, form: FormData) => Promise<unknown>;

/** Puts a form to its use case; the page that follows says that it was saved. */
function actionOf(run: Run) {
  return async (event: RequestEvent) => {
    const office = await officeOf(event, cancelActivity.by);
    const activityId = activityIdOf(event.params);
    const form = await readForm(event);
    const done = await orSayHere(typedIn(form), async () => {
      await run(office, activityId, form);
      return { isSaved: true as const };
    });
    if (!('isSaved' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, `/office/activities/${activityId}`, { saved: '1' }));
  };
}

const ATTENDANCE = /^attendance-(.+)$/;

/** What the list on paper says: a choice for each name; all others attended where that was ticked. */
function entriesIn(form: FormData) {
  const others = textOf(form, 'others') === 'attended' ? 'attended' : null;
  return [...form].flatMap(([name, value]) => {
    const membershipId = ATTENDANCE.exec(name)?.[1];
    if (membershipId === undefined) return [];
    return [{ membershipId, attendance: value === '' ? others : value }];
  });
}

export const actions: Actions = {
  change: actionOf(({ stage, actor }, activityId, form) => {
    const input = { activityId, revision: textOf(form, 'revision'), ...appointmentIn(form) };
    return perform(stage, actor, { useCase: changeActivity, input });
  }),
  cancel: actionOf(({ stage, actor }, activityId, form) =>
    perform(stage, actor, { useCase: cancelActivity, input: { activityId, reason: textOf(form, 'reason') } }),
  ),
  attendance: actionOf(({ stage, actor }, activityId, form) =>
    perform(stage, actor, { useCase: keyInAttendance, input: { activityId, entries: entriesIn(form) } }),
  ),
  invite: actionOf(({ stage, actor }, activityId, form) => {
    const input = { activityId, membershipIds: [textOf(form, 'membershipId')] };
    return perform(stage, actor, { useCase: inviteDeputies, input });
  }),
  takeOff: actionOf(({ stage, actor }, activityId, form) => {
    const input = { activityId, membershipId: textOf(form, 'membershipId') };
    return perform(stage, actor, { useCase: withdrawInvitation, input });
  }),
  record: async (event) => {
    const { stage, actor } = await officeOf(event, recordActivity.by);
    const activityId = activityIdOf(event.params);
    const typed: Record<string, string> = {};
    const done = await orSayHere(typed, () =>
      withReceivedForm(event, ({ fields, files }) => {
        const minutes = fields.get('minutes') ?? '';
        Object.assign(typed, { minutes });
        const input = { activityId, minutes, photos: files };
        return perform(stage, actor, { useCase: recordActivity, input });
      }),
    );
    if (!('id' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, `/office/activities/${activityId}`, { saved: '1' }));
  },
};
