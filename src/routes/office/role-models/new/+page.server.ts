import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { nominateRoleModel, readNomination } from '#modules/deputies/index.server.ts';
import { withReceivedForm } from '../../../attachments/attachments.server.ts';
import { readQuery } from '../../../query.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { orSayHere } from '../../refused.server.ts';
import { nominationIn } from '../nomination.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whose post it is about; without one, the page leads to the list. */
const Query = z.object({ post: z.uuid().optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, readNomination.by);
  const { post } = readQuery(withoutAction(event.url), Query);
  if (post === undefined) redirect(303, hrefOf(event.locals.locale, '/office/role-models'));
  return ask(stage, actor, { query: readNomination, input: { membershipId: post } });
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event, nominateRoleModel.by);
    const { post } = readQuery(withoutAction(event.url), Query);
    if (post === undefined) redirect(303, hrefOf(event.locals.locale, '/office/role-models'));
    const typed: Record<string, string> = {};
    const done = await orSayHere(typed, () =>
      withReceivedForm(event, ({ fields, files }) => {
        const given = nominationIn(fields);
        Object.assign(typed, { field: given.field, title: given.title, deeds: given.deeds });
        Object.assign(typed, { criteria: given.criteria.join(' ') });
        Object.assign(typed, { evidence: [...given.commitmentIds, ...given.activityIds].join(' ') });
        const input = { membershipId: post, ...given, photos: files };
        return perform(stage, actor, { useCase: nominateRoleModel, input });
      }),
    );
    if (!('id' in done)) return done;
    redirect(303, hrefOf(event.locals.locale, `/office/role-models/${done.id}`));
  },
};
