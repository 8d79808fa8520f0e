import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
  ask,
  listAccounts,
  listInvitations,
  perform,
  readRegionNames,
  withdrawInvitation,
} from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { fieldsOf, orSay } from '../../door.server.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import { withoutAction } from '../query.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_SIZE = 50;
const Query = z.object({
  q: z.string().max(40).default(''),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});

const INVITES: readonly string[] = ['admin', 'district-officer', 'auditor'];

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { q, page } = readQuery(withoutAction(event.url), Query);
  const input = { text: q, page, pageSize: PAGE_SIZE };
  const accounts = await ask(stage, actor, { query: listAccounts, input });
  const maySeeCodes = INVITES.includes(actor.role);
  return {
    ...{ q, page, pageSize: PAGE_SIZE, accounts },
    regions: await ask(stage, event.locals.actor, { query: readRegionNames, input: {} }),
    invitations: maySeeCodes ? await ask(stage, actor, { query: listInvitations, input: {} }) : [],
    mayInvite: maySeeCodes && actor.role !== 'auditor',
    maySeeCodes,
  };
};

export const actions: Actions = {
  withdraw: async (event) => {
    const { stage, actor } = await officeOf(event);
    const invitationId = (await fieldsOf(event))('invitationId');
    const call = { useCase: withdrawInvitation, input: { invitationId } };
    const answer = await orSay(() => perform(stage, actor, call));
    if (answer !== undefined) return answer;
    redirect(303, hrefOf(event.locals.locale, '/office/accounts'));
  },
};
