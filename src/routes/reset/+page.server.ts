import { redirect } from '@sveltejs/kit';
import { ask, guardedByAddress, perform, readReset, redeemReset } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { codeInAddress, forgetCode } from '../code-in-address.server.ts';
import { fieldsOf, freshStage, orSay, theGate } from '../door.server.ts';
import { visitOf } from '../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = event.locals;
  const code = codeInAddress(event);
  if (code === undefined) return {};
  const gate = await theGate();
  const read = () => ask(freshStage(stage), actor, { query: readReset, input: { code } });
  const answer = await orSay(() => guardedByAddress(gate, visitOf(event), read));
  if (!('status' in answer)) return { reset: { ...answer, code } };
  forgetCode(event);
  return { says: answer.data.says };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor, locale } = event.locals;
    const field = await fieldsOf(event);
    const gate = await theGate();
    const input = { code: field('code'), password: field('password') };
    const redeem = () => perform(stage, actor, { useCase: redeemReset, input });
    const answer = await orSay(() => guardedByAddress(gate, visitOf(event), redeem));
    if ('status' in answer) return answer;
    forgetCode(event);
    redirect(303, hrefOf(locale, '/sign-in', { done: 'reset' }));
  },
};
