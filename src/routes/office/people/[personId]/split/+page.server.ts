import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { movePostsTo, previewMove, readPerson, splitPerson } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../../query.server.ts';
import { textOf } from '../../../forms.server.ts';
import { type Office, officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import { orTyped } from '../../answer.server.ts';
import { findChoices } from '../../choices.server.ts';
import { idOf, orNull } from '../../id.server.ts';
import { orSays } from '../../preview.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const Query = z.object({
  q: z.string().trim().max(50).optional(),
  name: z.string().trim().max(60).optional(),
  to: z.uuid().optional(),
});

/** The posts that are ticked, and what the rest of the address says. */
function asked(url: URL) {
  const rest = withoutAction(url);
  const chosen = rest.searchParams.getAll('post').filter((id) => z.uuid().safeParse(id).success);
  rest.searchParams.delete('post');
  return { chosen, ...readQuery(rest, Query) };
}

export const load: PageServerLoad = async (event) => {
  const office = await officeOf(event, splitPerson.by);
  const { stage, actor } = office;
  const { chosen, q, name: called, to } = asked(event.url);
  const input = { personId: idOf(event.params.personId) };
  const { id, name, posts } = await ask(stage, actor, { query: readPerson, input });
  const page = { q, called, to, chosen, choices: await findChoices(office, q, id), person: { id, name }, posts };
  const move = { ...input, membershipIds: chosen, toPersonId: to ?? null };
  const run = () => ask(stage, actor, { query: previewMove, input: move });
  return { ...page, ...(await orSays(chosen.length === 0 ? undefined : run)) };
};

type Run = (office: Office, form: FormData) => Promise<{ readonly personId: string }>;

async function moved(event: RequestEvent, run: Run) {
  const office = await officeOf(event);
  let to = '';
  const again = await orTyped(event, async (form) => {
    ({ personId: to } = await run(office, form));
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
      const input = { membershipIds: form.getAll('post'), toPersonId: textOf(form, 'to') };
      return perform(stage, actor, { useCase: movePostsTo, input });
    }),
};
