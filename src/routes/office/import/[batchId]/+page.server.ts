import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import type { Batch } from '#modules/deputies/contract.ts';
import {
  batchErrors,
  choiceOf,
  correctBatch,
  countsOf,
  decideBatch,
  isRunning,
  readBatch,
  readFaults,
} from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { filesOf, orAgain, readForm, textOf } from '../../forms.server.ts';
import { type Office, officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const FAULTS_A_PAGE = 50;

const Query = z.object({
  /** Whose faults are shown: by its place in the batch. */
  file: z.coerce.number().int().min(1).optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});

function batchIdOf({ batchId }: { readonly batchId: string }): string {
  if (!z.uuid().safeParse(batchId).success) throw batchErrors.notFound();
  return batchId;
}

async function faultsOf({ stage, actor }: Office, batch: Batch, { file, page }: z.output<typeof Query>) {
  const shown =
    file === undefined
      ? batch.files.find(({ report }) => report !== null && report.faultCount > 0)
      : batch.files[file - 1];
  if (shown?.report == null || shown.report.faultCount === 0) return undefined;
  const input = { batchId: batch.id, fileId: shown.id, offset: (page - 1) * FAULTS_A_PAGE, limit: FAULTS_A_PAGE };
  const { faults } = await ask(stage, actor, { query: readFaults, input });
  return { file: shown, place: batch.files.indexOf(shown) + 1, page, faults, count: shown.report.faultCount };
}

export const load: PageServerLoad = async (event) => {
  const office = await officeOf(event);
  const { stage, actor, runner } = office;
  const query = readQuery(withoutAction(event.url), Query);
  const batch = await ask(stage, actor, { query: readBatch, input: { batchId: batchIdOf(event.params) } });
  const isAtWork = isRunning(batch.state);
  // What waited for room on the disk goes on with the next look at it.
  if (isAtWork) runner.wake();
  return {
    batch,
    isRunning: isAtWork,
    isPaused: isAtWork && !(await stage.hasRoom()),
    choice: choiceOf(batch.files),
    counts: countsOf(batch.files.flatMap(({ report }) => report ?? [])),
    faults: isAtWork ? undefined : await faultsOf(office, batch, query),
    pageSize: FAULTS_A_PAGE,
  };
};

async function decided(event: RequestEvent, run: (office: Office, form: FormData) => Promise<undefined>) {
  const office = await officeOf(event);
  const again = await orAgain(async () => run(office, await readForm(event)));
  if (again !== undefined) return again;
  office.runner.wake();
  redirect(303, hrefOf(event.locals.locale, `/office/import/${event.params.batchId}`));
}

export const actions: Actions = {
  decide: (event) =>
    decided(event, ({ stage, actor }, form) => {
      const input = {
        ...{ batchId: batchIdOf(event.params), round: Number(textOf(form, 'round')) },
        decision: textOf(form, 'decision'),
      };
      return perform(stage, actor, { useCase: decideBatch, input });
    }),
  correct: (event) =>
    decided(event, async ({ stage, actor }, form) => {
      const input = {
        ...{ batchId: batchIdOf(event.params), round: Number(textOf(form, 'round')) },
        ...{ files: await filesOf(form, 'corrected'), leftOut: form.getAll('leave-out') },
      };
      return perform(stage, actor, { useCase: correctBatch, input });
    }),
};
