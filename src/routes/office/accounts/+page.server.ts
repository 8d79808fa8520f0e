import { redirect } from '@sveltejs/kit';
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
import { AccountQuery } from './filter.server.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_SIZE = 50;

const INVITES: readonly string[] = ['admin', 'district-officer', 'auditor'];

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { page, ...shown } = readQuery(withoutAction(event.url), AccountQuery);
  const { q: text, role, state } = shown;
  const input = { ...{ text, role, state }, page, pageSize: PAGE_SIZE };
  const accounts = await ask(stage, actor, { query: listAccounts, input });
  const maySeeCodes = INVITES.includes(actor.role);
  return {
    ...{ shown, page, pageSize: PAGE_SIZE, accounts },
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
