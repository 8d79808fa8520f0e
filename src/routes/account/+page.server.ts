import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
  type SignedIn,
  ask,
  changePassword,
  endOwnSessions,
  findSessions,
  readRegionNames,
} from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { en } from '#lib/messages/en.ts';
import { zh } from '#lib/messages/zh.ts';
import { fieldsOf, orSay, theGate } from '../door.server.ts';
import { withoutAction } from '../office/query.ts';
import { readQuery } from '../query.server.ts';
import { signedInOr, visitOf } from '../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ done: z.enum(['ended', 'passwordChanged']).optional() });

function rolesOf({ grants }: SignedIn, regions: Readonly<Record<string, string>>) {
  return grants.map(({ id, role, region, unit, untilDay }) => ({
    ...{ id, role, unit, untilDay },
    place: regions[region] ?? '',
  }));
}

export const load: PageServerLoad = async (event) => {
  const signedIn = signedInOr(event);
  const { done } = readQuery(withoutAction(event.url), Query);
  const { stage, actor } = event.locals;
  const now = stage.recordedNow().toString({ fractionalSecondDigits: 6 });
  const sessions = await findSessions(stage.database, signedIn.accountId, now);
  return {
    done,
    name: signedIn.name,
    hasSecondFactor: signedIn.hasSecondFactor,
    sessionId: signedIn.sessionId,
    sessions,
    roles: rolesOf(signedIn, await ask(stage, actor, { query: readRegionNames, input: {} })),
  };
};

export const actions: Actions = {
  end: async (event) => {
    const signedIn = signedInOr(event);
    const id = (await fieldsOf(event))('sessionId');
    const which = id === '' ? 'others' : z.uuid().safeParse(id).success ? { id } : undefined;
    if (which !== undefined) await endOwnSessions(await theGate(), visitOf(event), { signedIn, which });
    redirect(303, hrefOf(event.locals.locale, '/account', { done: 'ended' }));
  },
  password: async (event) => {
    const signedIn = signedInOr(event);
    const answer = await orSay(async () => {
      const field = await fieldsOf(event);
      const of = { signedIn, present: field('present'), next: field('next') };
      if (await changePassword(await theGate(), visitOf(event), of)) return undefined;
      const says = { zh: zh.accounts.account.passwordWrong, en: en.accounts.account.passwordWrong };
      return fail(400, { says });
    });
    if (answer !== undefined) return answer;
    redirect(303, hrefOf(event.locals.locale, '/account', { done: 'passwordChanged' }));
  },
};
