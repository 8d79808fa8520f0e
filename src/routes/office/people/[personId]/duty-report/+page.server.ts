import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { BALLOTS, Year } from '#modules/deputies/contract.ts';
import {
  nominateRoleModel,
  readDutyReport,
  recordAppraisal,
  saveDutyWords,
  withdrawAppraisal,
} from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../../query.server.ts';
import { typedIn } from '../../../activities/forms.server.ts';
import { readForm, textOf } from '../../../forms.server.ts';
import { type Office, officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import { orSayHere } from '../../../refused.server.ts';
import { idOf } from '../../id.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const Query = z.object({ year: Year.optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { year } = readQuery(withoutAction(event.url), Query);
  const input = { personId: idOf(event.params.personId), year };
  const report = await ask(stage, actor, { query: readDutyReport, input });
  const isOfficer = nominateRoleModel.by.some((role) => role === actor.role);
  return { report, mayNominate: isOfficer && actor.personId !== report.personId };
};

type Run = (office: Office, form: FormData, personId: string) => Promise<unknown>;

function actionOf(run: Run) {
  return async (event: RequestEvent) => {
    const office = await officeOf(event, recordAppraisal.by);
    const form = await readForm(event);
    return orSayHere(typedIn(form), async () => {
      await run(office, form, idOf(event.params.personId));
      return { isSaved: true as const };
    });
  };
}

const COUNTED = ['membershipId', 'year', 'day', 'place', 'eligible', 'present', ...BALLOTS];

export const actions: Actions = {
  words: actionOf(({ stage, actor }, form, personId) => {
    const texts = Object.fromEntries(['year', 'revision', 'text'].map((name) => [name, textOf(form, name)]));
    return perform(stage, actor, { useCase: saveDutyWords, input: { personId, ...texts } });
  }),
  appraisal: actionOf(({ stage, actor }, form) => {
    const input = Object.fromEntries(COUNTED.map((name) => [name, textOf(form, name)]));
    return perform(stage, actor, { useCase: recordAppraisal, input });
  }),
  withdraw: actionOf(({ stage, actor }, form) =>
    perform(stage, actor, { useCase: withdrawAppraisal, input: { appraisalId: textOf(form, 'appraisalId') } }),
  ),
};
