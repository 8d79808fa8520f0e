import { redirect } from '@sveltejs/kit';
import { ask } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readMyCommitment } from '#modules/deputies/index.server.ts';
import { dayOf } from '#kernel/contract.ts';
import { orAgain } from '../../../forms.server.ts';
import { clockOf, meOf } from '../../../me.server.ts';
import { takeReport } from '../../../report.server.ts';
import { idOf } from '../id.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const input = { commitmentId: idOf(event.params) };
  const commitment = await ask(stage, actor, { query: readMyCommitment, input });
  return { commitment, today: dayOf(stage.now()), clock: clockOf(stage), id: stage.newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const me = meOf(event);
    const commitmentId = idOf(event.params);
    const values: Record<string, string> = {};
    const onValues = (read: Record<string, string>) => void Object.assign(values, read);
    const answer = await orAgain(values, () => takeReport(event, me, { commitmentId, onValues }));
    if (!('entryId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, `/me/commitments/${commitmentId}`, { done: 'sent' }));
  },
};
