import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Day } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { Level, Year } from '#modules/deputies/contract.ts';
import {
  changeCongress,
  listCongressChanges,
  previewCongress,
  takeBackCongress,
} from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { answerOf, orTyped, textsOf } from '../people/answer.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({
  level: Level.optional(),
  congress: z.string().trim().max(40).optional(),
  firstDay: Day.optional(),
  year: Year.optional(),
  done: z.enum(['done', 'takenBack']).optional(),
});

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { done, ...asked } = readQuery(withoutAction(event.url), Query);
  const changes = await ask(stage, actor, { query: listCongressChanges, input: {} });
  const isAsked = asked.level && asked.congress && asked.firstDay && asked.year;
  const preview = isAsked ? await ask(stage, actor, { query: previewCongress, input: asked }) : undefined;
  return { asked, done, changes, preview };
};

const Expected = z.object({ stays: z.int(), leaves: z.int(), arrives: z.int(), open: z.int() });

/** What the preview counted, as the form carries it back. */
function expectedOf(text: string): unknown {
  try {
    return Expected.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const actions: Actions = {
  change: async (event) => {
    const { stage, actor } = await officeOf(event);
    const again = await orTyped(event, async (form) => {
      const own = textsOf(form, 'membership').map((id) => ({ membershipId: id, ...answerOf(form, id) }));
      const input = {
        ...{ level: textOf(form, 'level'), congress: textOf(form, 'congress'), firstDay: textOf(form, 'firstDay') },
        ...{ year: textOf(form, 'year'), expected: expectedOf(textOf(form, 'expected')) },
        ...{ answer: answerOf(form, 'default'), answers: own.filter(({ answer }) => answer !== '') },
      };
      await perform(stage, actor, { useCase: changeCongress, input });
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, '/office/congress', { done: 'done' }));
  },
  takeBack: async (event) => {
    const { stage, actor } = await officeOf(event);
    const again = await orAgain(async () => {
      const changeId = textOf(await readForm(event), 'changeId');
      await perform(stage, actor, { useCase: takeBackCongress, input: { changeId } });
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, '/office/congress', { done: 'takenBack' }));
  },
};
