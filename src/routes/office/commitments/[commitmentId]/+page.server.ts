import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Problem, attachmentPath } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readOfficeCommitment } from '#modules/deputies/index.server.ts';
import { withReceivedForm } from '../../../attachments/attachments.server.ts';
import { given } from '../../../given.ts';
import { readNoQuery } from '../../../query.server.ts';
import { orAgain, readForm } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { themesFor } from '../../../themes.server.ts';
import { PAGE_FORMS, type PageForm, reportWith } from './forms.server.ts';
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
    return [
      entry,
      own.map((one) => ({
        ...{ id: one.id, kind: one.kind, role: one.role, name: one.name, format: one.format },
        ...{ screening: one.screening, state: one.state, refusal: one.refusal },
        small: attachmentPath(one, 'small'),
        large: attachmentPath(one, 'large'),
      })),
    ] as const;
  });
  // By the entry's id a second press of the button is known from a second entry.
  const themes = await themesFor({ stage, actor }, life.item.year);
  return { life, photos: Object.fromEntries(shown), entryId: stage.newId(), themes };
};

/**
 * Reads a form and puts it to its use case; a report may bring files.
 * @param typed is filled with what was typed, for the form to be shown again
 */
async function runForm(
  event: RequestEvent,
  { name, run, typed }: { readonly name: string; readonly run: PageForm; readonly typed: Record<string, string> },
): Promise<string> {
  const office = await officeOf(event);
  const commitmentId = idOf(event.params);
  const bringsFiles = event.request.headers.get('content-type')?.startsWith('multipart/form-data') === true;
  if (name === 'report' && bringsFiles) {
    return withReceivedForm(event, ({ fields, files }) => {
      Object.assign(typed, given(fields), { commitmentId });
      return reportWith(office, typed, files);
    });
  }
  const form = await readForm(event);
  Object.assign(typed, given(form), { commitmentId });
  return run(office, typed, form);
}

/** Shows the page again as it stands now, with what was typed, where the form could not be done. */
function actionOf(name: string, run: PageForm) {
  return async (event: RequestEvent) => {
    const typed: Record<string, string> = {};
    const done = async () => ({ next: await runForm(event, { name, run, typed }) });
    const answer = await orAgain(done).catch((failure: unknown) => {
      // What may not be done is said beside the form; what does not exist for the actor is a page of its own.
      if (!(failure instanceof Problem) || failure.kind !== 'forbidden') throw failure;
      return fail(403, { says: failure.says });
    });
    if ('next' in answer) redirect(303, hrefOf(event.locals.locale, answer.next));
    const { says } = answer.data;
    return fail(answer.status, {
      says,
      at: name,
      typed,
      isConflict: answer.status === 409,
    });
  };
}

export const actions: Actions = Object.fromEntries(
  Object.entries(PAGE_FORMS).map(([name, run]) => [name, actionOf(name, run)]),
);
