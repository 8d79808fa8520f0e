import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import {
  answerObjection,
  changeRoleModel,
  declineRoleModel,
  publishRoleModel,
  readOfficeRoleModel,
  recogniseRoleModel,
  recordObjection,
  withdrawRoleModel,
} from '#modules/deputies/index.server.ts';
import { withReceivedForm } from '../../../attachments/attachments.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { typedIn } from '../../activities/forms.server.ts';
import { readForm, textOf } from '../../forms.server.ts';
import { type Office, officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { orSayHere } from '../../refused.server.ts';
import { nominationIn } from '../nomination.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function idIn({ roleModelId }: { readonly roleModelId: string }): string {
  return z.uuid().safeParse(roleModelId).success ? roleModelId : error(404);
}

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  return ask(stage, actor, { query: readOfficeRoleModel, input: { roleModelId: idIn(event.params) } });
};

type Run = (office: Office, roleModelId: string, form: FormData) => Promise<unknown>;

function actionOf(run: Run) {
  return async (event: RequestEvent) => {
    const office = await officeOf(event, publishRoleModel.by);
    const form = await readForm(event);
    return orSayHere(typedIn(form), async () => {
      await run(office, idIn(event.params), form);
      return { isSaved: true as const };
    });
  };
}

export const actions: Actions = {
  change: async (event) => {
    const { stage, actor } = await officeOf(event, changeRoleModel.by);
    const roleModelId = idIn(event.params);
    return orSayHere({}, () =>
      withReceivedForm(event, async ({ fields, files }) => {
        const input = { roleModelId, revision: fields.get('revision'), ...nominationIn(fields), photos: files };
        await perform(stage, actor, { useCase: changeRoleModel, input });
        return { isSaved: true as const };
      }),
    );
  },
  publish: actionOf(({ stage, actor }, roleModelId) =>
    perform(stage, actor, { useCase: publishRoleModel, input: { roleModelId } }),
  ),
  recognise: actionOf(({ stage, actor }, roleModelId) =>
    perform(stage, actor, { useCase: recogniseRoleModel, input: { roleModelId } }),
  ),
  decline: actionOf(({ stage, actor }, roleModelId, form) =>
    perform(stage, actor, { useCase: declineRoleModel, input: { roleModelId, reason: textOf(form, 'reason') } }),
  ),
  withdraw: actionOf(({ stage, actor }, roleModelId, form) =>
    perform(stage, actor, { useCase: withdrawRoleModel, input: { roleModelId, reason: textOf(form, 'reason') } }),
  ),
  object: actionOf(({ stage, actor }, roleModelId, form) => {
    const told = Object.fromEntries(['day', 'objector', 'text'].map((name) => [name, textOf(form, name)]));
    return perform(stage, actor, { useCase: recordObjection, input: { roleModelId, ...told } });
  }),
  answer: actionOf(({ stage, actor }, _roleModelId, form) => {
    const input = {
      ...{ objectionId: textOf(form, 'objectionId'), answer: textOf(form, 'answer') },
      isUpheld: textOf(form, 'isUpheld') === 'yes',
    };
    return perform(stage, actor, { useCase: answerObjection, input });
  }),
};
