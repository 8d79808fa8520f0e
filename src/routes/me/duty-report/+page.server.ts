import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { Year } from '#modules/deputies/contract.ts';
import { readDutyReport, saveDutyWords } from '#modules/deputies/index.server.ts';
import { withoutAction } from '../../office/query.ts';
import { readQuery } from '../../query.server.ts';
import { given } from '../../given.ts';
import { orAgain } from '../forms.server.ts';
import { meOf } from '../me.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ year: Year.optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const { year } = readQuery(withoutAction(event.url), Query);
  const input = { personId: actor.personId, year };
  return { report: await ask(stage, actor, { query: readDutyReport, input }) };
};

export const actions: Actions = {
  words: async (event) => {
    const { stage, actor } = meOf(event);
    const { year, revision, text = '' } = given(await event.request.formData());
    const again = await orAgain({ text }, async () => {
      const input = { personId: actor.personId, year, revision, text };
      await perform(stage, actor, { useCase: saveDutyWords, input });
    });
    return again ?? { isSaved: true as const };
  },
};
