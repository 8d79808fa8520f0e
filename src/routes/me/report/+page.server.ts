import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readMine } from '#modules/deputies/index.server.ts';
import { withoutAction } from '../../office/query.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain } from '../forms.server.ts';
import { clockOf, meOf } from '../me.server.ts';
import { takeReport } from '../report.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Reports are taken until a commitment is verified. */
const OPEN = ['published', 'claimed'];

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const { of } = readQuery(withoutAction(event.url), z.object({ of: z.uuid().optional() }));
  const { commitments, milestones, today } = await ask(stage, actor, { query: readMine, input: { everyYear: true } });
  // This year's first: older ones are rarely meant.
  const open = commitments
    .filter(({ state, isCarriedOver }) => OPEN.includes(state) && !isCarriedOver)
    .toSorted((one, other) => other.year - one.year);
  // By it a second press of the button is known from a second report.
  return { open, milestones, today, clock: clockOf(stage), chosen: of, id: stage.newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const me = meOf(event);
    const values: Record<string, string> = {};
    const onValues = (read: Record<string, string>) => void Object.assign(values, read);
    const answer = await orAgain(values, () => takeReport(event, me, { onValues }));
    if (!('entryId' in answer)) return answer;
    redirect(303, hrefOf(event.locals.locale, `/me/commitments/${answer.commitmentId}`, { done: 'sent' }));
  },
};
