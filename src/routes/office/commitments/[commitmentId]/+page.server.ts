import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Problem, attachmentPath } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readOfficeCommitment } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { orAgain, readForm } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { PAGE_FORMS, type PageForm, givenIn } from './forms.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function idOf({ commitmentId }: { readonly commitmentId: string }): string {
  return z.uuid().safeParse(commitmentId).success ? commitmentId : error(404);
}

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  const input = { commitmentId: idOf(event.params) };
  const { photos, ...life } = await ask(stage, actor, { query: readOfficeCommitment, input });
  const shown = [...photos].map(([entry, own]) => {
    const pictures = own.filter(({ kind }) => kind === 'picture');
    return [
      entry,
      pictures.map((one) => ({
        id: one.id,
        small: attachmentPath(one, 'small'),
        large: attachmentPath(one, 'large'),
      })),
    ] as const;
  });
  // By the entry's id a second press of the button is known from a second entry.
  return { life, photos: Object.fromEntries(shown), entryId: stage.newId() };
};

/** Shows the page again as it stands now, with what was typed, where the form could not be done. */
function actionOf(name: string, run: PageForm) {
  return async (event: RequestEvent) => {
    const office = await officeOf(event);
    const form = await readForm(event);
    const given = { ...givenIn(form), commitmentId: idOf(event.params) };
    const answer = await orAgain(async () => ({ next: await run(office, given, form) })).catch((failure: unknown) => {
      // What may not be done is said beside the form; what does not exist for the actor is a page of its own.
      if (!(failure instanceof Problem) || failure.kind !== 'forbidden') throw failure;
      return fail(403, { says: failure.says });
    });
    if ('next' in answer) redirect(303, hrefOf(event.locals.locale, answer.next));
    const { says } = answer.data;
    return fail(answer.status, {
      says,
      at: name,
      typed: given,
      isConflict: answer.status === 409,
    });
  };
}

export const actions: Actions = Object.fromEntries(
  Object.entries(PAGE_FORMS).map(([name, run]) => [name, actionOf(name, run)]),
);
