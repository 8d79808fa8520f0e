import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { findSignedIn, signInWithCode, withCookies } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { en } from '#lib/messages/en.ts';
import { zh } from '#lib/messages/zh.ts';
import { fieldsOf, orSay, theGate } from '../../door.server.ts';
import { shanghaiMinute } from '../../office/format.ts';
import { readQuery } from '../../query.server.ts';
import { homeOf, ownAddress, setCookies, visitOf } from '../../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
  readQuery(url, z.object({ to: z.string().max(2000).optional() }));
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, url } = event;
    const gate = await theGate();
    const visit = visitOf(event);
    const answer = await orSay(async () => signInWithCode(gate, visit, (await fieldsOf(event))('code')));
    if ('status' in answer) return fail(answer.status, { says: answer.data.says[locals.locale] });
    if (!('cookies' in answer)) {
      const { signIn } = { zh, en }[locals.locale].accounts;
      const isLocked = answer.kind === 'locked';
      return fail(isLocked ? 429 : 400, {
        says: isLocked ? signIn.locked(shanghaiMinute(answer.until)) : signIn.code.refused,
      });
    }
    setCookies(event, answer.cookies);
    const signedIn = await findSignedIn(gate, { ...visit, headers: withCookies(visit.headers, answer.cookies) });
    const home = hrefOf(locals.locale, signedIn === undefined ? '/account' : homeOf(signedIn));
    redirect(303, ownAddress(url.searchParams.get('to')) ?? home);
  },
};
