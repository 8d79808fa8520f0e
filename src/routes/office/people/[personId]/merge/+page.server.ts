import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { mergePeople, previewMerge, readPerson } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../../query.server.ts';
import { orAgain, readForm, textOf } from '../../../forms.server.ts';
import { officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import { idOf, pastedId } from '../../id.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ other: z.string().max(300).transform(pastedId).optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, mergePeople.by);
  const { other } = readQuery(withoutAction(event.url), Query);
  const keptId = idOf(event.params.personId);
  const { id, name } = await ask(stage, actor, { query: readPerson, input: { personId: keptId } });
  if (other === undefined) return { person: { id, name }, preview: undefined };
  const preview = await ask(stage, actor, { query: previewMerge, input: { keptId, goneId: idOf(other) } });
  return { person: { id, name }, preview };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event);
    const keptId = idOf(event.params.personId);
    const again = await orAgain(async () => {
      const goneId = textOf(await readForm(event), 'goneId');
      await perform(stage, actor, { useCase: mergePeople, input: { keptId, goneId } });
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, `/office/people/${keptId}`));
  },
};
