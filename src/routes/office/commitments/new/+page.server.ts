import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Problem } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { draftCommitment, findSeats } from '#modules/deputies/index.server.ts';
import { given } from '../../../given.ts';
import { readQuery } from '../../../query.server.ts';
import { orAgain, readForm } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { themesFor } from '../../../themes.server.ts';
import { themesIn } from '../themes.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ q: z.string().trim().max(50).optional(), membership: z.uuid().optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { q, membership } = readQuery(withoutAction(event.url), Query);
  // Also without a name to look for, so that whoever may not enter anything is told at once.
  const seats = await ask(stage, actor, { query: findSeats, input: { q: q ?? '-' } });
  const year = Number(event.locals.today.slice(0, 4));
  return {
    q,
    seats: q === undefined ? undefined : seats,
    chosen: seats.find(({ membershipId }) => membershipId === membership),
    year,
    themes: await themesFor({ stage, actor }, year),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event);
    const form = await readForm(event);
    const typed = given(form);
    const input = { ...typed, themes: themesIn(typed['themes']) };
    const answer = await orAgain(() => perform(stage, actor, { useCase: draftCommitment, input })).catch(
      (failure: unknown) => {
        if (!(failure instanceof Problem) || failure.kind !== 'forbidden') throw failure;
        return fail(403, { says: failure.says });
      },
    );
    if (!('commitmentId' in answer)) return fail(answer.status, { ...answer.data, typed });
    redirect(303, hrefOf(event.locals.locale, `/office/commitments/${answer.commitmentId}`));
  },
};
