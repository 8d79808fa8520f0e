import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { type UseCase, ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import {
  discardCommitment,
  giveUpMilestone,
  planMilestone,
  readMyCommitment,
  submitCommitment,
  takeBackCommitment,
  withdrawEntry,
} from '#modules/deputies/index.server.ts';
import { withoutAction } from '../../../office/query.ts';
import { readQuery } from '../../../query.server.ts';
import { given } from '../../../given.ts';
import { orAgain } from '../../forms.server.ts';
import { meOf } from '../../me.server.ts';
import { idOf } from './id.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({
  done: z.enum(['sent', 'saved', 'submitted', 'claimed', 'takenBack', 'planned', 'entryWithdrawn']).optional(),
});

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const { done } = readQuery(withoutAction(event.url), Query);
  const input = { commitmentId: idOf(event.params) };
  return {
    commitment: await ask(stage, actor, { query: readMyCommitment, input }),
    today: dayOf(stage.now()),
    done,
  };
};

type Page = Parameters<Actions[string]>[0];

/** A form of the page: what it brings goes to its use case, and what came of it is said on the page that follows. */
function formOf<Input extends z.ZodType>(useCase: UseCase<Input, unknown>, { next }: { readonly next: string }) {
  return async (event: Page) => {
    const { stage, actor } = meOf(event);
    const commitmentId = idOf(event.params);
    const values = given(await event.request.formData());
    const input = { ...values, commitmentId };
    const answer = await orAgain(values, async () => ({ done: await perform(stage, actor, { useCase, input }) }));
    if (!('done' in answer)) return answer;
    const to = next === 'discarded' ? '/me' : `/me/commitments/${commitmentId}`;
    redirect(303, hrefOf(event.locals.locale, to, { done: next }));
  };
}

export const actions: Actions = {
  submit: formOf(submitCommitment, { next: 'submitted' }),
  takeBack: formOf(takeBackCommitment, { next: 'takenBack' }),
  discard: formOf(discardCommitment, { next: 'discarded' }),
  plan: formOf(planMilestone, { next: 'planned' }),
  giveUp: formOf(giveUpMilestone, { next: 'planned' }),
  withdrawEntry: formOf(withdrawEntry, { next: 'entryWithdrawn' }),
};
