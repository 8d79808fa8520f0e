import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Problem } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readMyActivity, replyToInvitation, signInAtActivity } from '#modules/deputies/index.server.ts';
import { theStore } from '../../../../composition.server.ts';
import { withoutAction } from '../../../office/query.ts';
import { readQuery } from '../../../query.server.ts';
import { noteRefusal } from '../../../refusals.server.ts';
import { given } from '../../../given.ts';
import { orAgain } from '../../forms.server.ts';
import { meOf } from '../../me.server.ts';
import { activityIdOf } from './id.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** The code that was scanned comes along in the address. */
const Query = z.object({
  code: z.string().max(20).optional(),
  said: z.enum(['signed-in', 'already', 'replied']).optional(),
});

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const { code, said } = readQuery(withoutAction(event.url), Query);
  const activityId = activityIdOf(event.params);
  const mine = await ask(stage, actor, { query: readMyActivity, input: { activityId } }).catch((error: unknown) => {
    // Whoever scanned a code and is not on the list hears what to do about it, and not that there is no such page.
    if (error instanceof Problem && error.kind === 'not-found' && code !== undefined) return undefined;
    throw error;
  });
  return { mine, code, said, activityId };
};

export const actions: Actions = {
  reply: async (event) => {
    const { stage, actor } = meOf(event);
    const activityId = activityIdOf(event.params);
    const typed = given(await event.request.formData());
    const input = { ...typed, activityId };
    const answer = await orAgain(typed, () => perform(stage, actor, { useCase: replyToInvitation, input }));
    if (!('id' in answer)) return fail(answer.status, { ...answer.data, at: 'reply' as const });
    redirect(303, hrefOf(event.locals.locale, `/me/activities/${activityId}`, { said: 'replied' }));
  },
  signIn: async (event) => {
    const { stage, actor } = meOf(event);
    const activityId = activityIdOf(event.params);
    const { code = '' } = given(await event.request.formData());
    try {
      const { secret } = await theStore();
      const input = { activityId, code, key: secret() };
      const { said } = await perform(stage, actor, { useCase: signInAtActivity, input });
      redirect(303, hrefOf(event.locals.locale, `/me/activities/${activityId}`, { said }));
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'not-found') throw error;
      noteRefusal(error);
      return fail(error.kind === 'forbidden' ? 403 : 409, { says: error.says, at: 'signIn' as const, values: {} });
    }
  },
};
