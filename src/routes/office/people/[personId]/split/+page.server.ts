import { redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { movePostsTo, readPerson, splitPerson } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { orAgain, readForm, textOf } from '../../../forms.server.ts';
import { type Office, officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import { idOf, orNull, pastedId } from '../../id.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, splitPerson.by);
  readNoQuery(withoutAction(event.url));
  const input = { personId: idOf(event.params.personId) };
  const { id, name, posts } = await ask(stage, actor, { query: readPerson, input });
  return { person: { id, name }, posts };
};

type Run = (office: Office, form: FormData) => Promise<{ readonly personId: string }>;

async function moved(event: RequestEvent, run: Run) {
  const office = await officeOf(event);
  let to = '';
  const again = await orAgain(async () => {
    ({ personId: to } = await run(office, await readForm(event)));
  });
  if (again !== undefined) return again;
  redirect(303, hrefOf(event.locals.locale, `/office/people/${to}`));
}

export const actions: Actions = {
  split: (event) =>
    moved(event, ({ stage, actor }, form) => {
      const membershipIds = form.getAll('post');
      const input = { personId: idOf(event.params.personId), membershipIds, name: orNull(textOf(form, 'name')) };
      return perform(stage, actor, { useCase: splitPerson, input });
    }),
  move: (event) =>
    moved(event, ({ stage, actor }, form) => {
      const input = { membershipIds: form.getAll('post'), toPersonId: pastedId(textOf(form, 'to')) };
      return perform(stage, actor, { useCase: movePostsTo, input });
    }),
};
