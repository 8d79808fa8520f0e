import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { mergePeople, previewMerge, readPerson } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../../query.server.ts';
import { textOf } from '../../../forms.server.ts';
import { officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import { orTyped } from '../../answer.server.ts';
import { findChoices } from '../../choices.server.ts';
import { idOf, pastedId } from '../../id.server.ts';
import { orSays, pairsIn } from '../../preview.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ other: z.string().max(300).transform(pastedId).optional() });

export const load: PageServerLoad = async (event) => {
  const office = await officeOf(event, mergePeople.by);
  const { stage, actor } = office;
  const { other } = readQuery(withoutAction(event.url), Query);
  const keptId = idOf(event.params.personId);
  const { id, name } = await ask(stage, actor, { query: readPerson, input: { personId: keptId } });
  const person = { id, name };
  if (!z.uuid().safeParse(other).success) return { person, other, choices: await findChoices(office, other, keptId) };
  const preview = await orSays(() => ask(stage, actor, { query: previewMerge, input: { keptId, goneId: other } }));
  return { person, other, ...preview };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event);
    const keptId = idOf(event.params.personId);
    const again = await orTyped(event, async (form) => {
      const input = { keptId, goneId: textOf(form, 'goneId'), posts: pairsIn(form) };
      await perform(stage, actor, { useCase: mergePeople, input });
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, `/office/people/${keptId}`));
  },
};
