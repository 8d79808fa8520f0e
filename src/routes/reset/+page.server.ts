import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, guardedByAddress, perform, readReset, redeemReset } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { fieldsOf, freshStage, orSay, theGate } from '../door.server.ts';
import { readQuery } from '../query.server.ts';
import { visitOf } from '../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ code: z.string().max(100).optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = event.locals;
  const { code } = readQuery(event.url, Query);
  if (code === undefined) return {};
  const gate = await theGate();
  const read = () => ask(freshStage(stage), actor, { query: readReset, input: { code } });
  const answer = await orSay(() => guardedByAddress(gate, visitOf(event), read));
  return 'status' in answer ? { says: answer.data.says } : { reset: { ...answer, code } };
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
    redirect(303, hrefOf(locale, '/sign-in', { done: 'reset' }));
  },
};
