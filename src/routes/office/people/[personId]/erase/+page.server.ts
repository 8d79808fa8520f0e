import { redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { erasePersonalData, readPerson } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { orAgain, readForm, textOf } from '../../../forms.server.ts';
import { officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import { idOf } from '../../id.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, erasePersonalData.by);
  readNoQuery(withoutAction(event.url));
  const { id, name } = await ask(stage, actor, { query: readPerson, input: { personId: idOf(event.params.personId) } });
  return { person: { id, name } };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event);
    const personId = idOf(event.params.personId);
    const again = await orAgain(async () => {
      const name = textOf(await readForm(event), 'name');
      await perform(stage, actor, { useCase: erasePersonalData, input: { personId, name } });
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, `/office/people/${personId}`));
  },
};
