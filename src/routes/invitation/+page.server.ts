import { fail, redirect } from '@sveltejs/kit';
import {
  ask,
  guardedByAddress,
  perform,
  readInvitation,
  readRegionNames,
  redeemInvitation,
} from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { codeInAddress, forgetCode } from '../code-in-address.server.ts';
import { fieldsOf, freshStage, orNull, orSay, theGate } from '../door.server.ts';
import { visitOf } from '../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = event.locals;
  const code = codeInAddress(event);
  if (code === undefined) return {};
  const gate = await theGate();
  const read = () => ask(freshStage(stage), actor, { query: readInvitation, input: { code } });
  const answer = await orSay(() => guardedByAddress(gate, visitOf(event), read));
  if ('status' in answer) {
    forgetCode(event);
    return { says: answer.data.says };
  }
  const regions = await ask(stage, actor, { query: readRegionNames, input: {} });
  return { invitation: { ...answer, code, place: regions[answer.region] ?? '' } };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor, locale } = event.locals;
    const field = await fieldsOf(event);
    const gate = await theGate();
    const kept = { name: field('name'), userName: field('userName'), phone: field('phone') };
    const input = {
      ...{ code: field('code'), name: kept.name, password: field('password') },
      ...{ userName: orNull(kept.userName), phone: orNull(kept.phone) },
    };
    const redeem = () => perform(stage, actor, { useCase: redeemInvitation, input });
    const answer = await orSay(() => guardedByAddress(gate, visitOf(event), redeem));
    if ('status' in answer) return fail(answer.status, { ...answer.data, kept });
    forgetCode(event);
    redirect(303, hrefOf(locale, '/sign-in', { done: 'invitation' }));
  },
};
