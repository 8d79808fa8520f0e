import { type RequestEvent, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
  type SignedIn,
  beginEnrolment,
  beginReplacement,
  finishReplacement,
  proveSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  requiresSecondFactor,
} from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { qrPicture } from '#platform/documents/qr.ts';
import { fieldsOf, orSay, theGate } from '../../door.server.ts';
import { withoutAction } from '../../office/query.ts';
import { readQuery } from '../../query.server.ts';
import { homeOf, ownAddress, setCookies, visitOf } from '../../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({
  to: z.string().max(2000).optional(),
  done: z.enum(['done', 'removed', 'replaced']).optional(),
});

/** Whoever is signed in, with or without the second factor that their role asks for: this page is where they prove it. */
function halfSignedInOr({ locals }: Pick<RequestEvent, 'locals'>): SignedIn {
  if (locals.signedIn === undefined) redirect(303, hrefOf(locals.locale, '/sign-in'));
  return locals.signedIn;
}

export const load: PageServerLoad = (event) => {
  const { hasSecondFactor, needsSecondFactor, grants } = halfSignedInOr(event);
  const { done } = readQuery(withoutAction(event.url), Query);
  const isRequired = requiresSecondFactor(grants.map(({ role }) => role));
  return { done, hasSecondFactor, needsSecondFactor, isRequired, onward: onwardOf(event.url) };
};

function onwardOf(url: URL): string {
  const to = ownAddress(url.searchParams.get('to'));
  return to === undefined ? '' : `&to=${encodeURIComponent(to)}`;
}

const wrongPassword = () => fail(400, { step: 'password' as const });

export const actions: Actions = {
  begin: async (event) => {
    const signedIn = halfSignedInOr(event);
    const password = (await fieldsOf(event))('password');
    const enrolment = await beginEnrolment(await theGate(), visitOf(event), { signedIn, password });
    if (enrolment === undefined) return wrongPassword();
    const { address, ...shown } = enrolment;
    return { step: 'scan' as const, ...shown, picture: qrPicture(address) };
  },
  prove: async (event) => {
    const signedIn = halfSignedInOr(event);
    const code = (await fieldsOf(event))('code');
    const cookies = await proveSecondFactor(await theGate(), visitOf(event), { signedIn, code });
    if (cookies === undefined) return fail(400, { step: 'code' as const });
    setCookies(event, cookies);
    const { locale } = event.locals;
    const wanted = ownAddress(event.url.searchParams.get('to'));
    const own = signedIn.needsSecondFactor
      ? hrefOf(locale, homeOf(signedIn))
      : hrefOf(locale, '/account/second-factor', { done: 'done' });
    redirect(303, wanted ?? own);
  },
  replace: async (event) => {
    const signedIn = halfSignedInOr(event);
    const field = await fieldsOf(event);
    const of = { signedIn, password: field('password'), code: field('code') };
    const enrolment = await beginReplacement(await theGate(), visitOf(event), of);
    if (enrolment === undefined) return fail(400, { step: 'replace-refused' as const });
    const { address, ...shown } = enrolment;
    return { step: 'replace' as const, ...shown, picture: qrPicture(address) };
  },
  'finish-replacing': async (event) => {
    const signedIn = halfSignedInOr(event);
    const code = (await fieldsOf(event))('code');
    const isReplaced = await finishReplacement(await theGate(), visitOf(event), { signedIn, code });
    if (!isReplaced) return fail(400, { step: 'replace-code' as const });
    redirect(303, hrefOf(event.locals.locale, '/account/second-factor', { done: 'replaced' }));
  },
  renew: async (event) => {
    const signedIn = halfSignedInOr(event);
    const password = (await fieldsOf(event))('password');
    const of = { signedIn, password };
    const recoveryCodes = signedIn.needsSecondFactor
      ? undefined
      : await renewRecoveryCodes(await theGate(), visitOf(event), of);
    return recoveryCodes === undefined ? wrongPassword() : { step: 'codes' as const, recoveryCodes };
  },
  remove: async (event) => {
    const signedIn = halfSignedInOr(event);
    const answer = await orSay(async () => {
      const password = (await fieldsOf(event))('password');
      return removeSecondFactor(await theGate(), visitOf(event), { signedIn, password });
    });
    if (!Array.isArray(answer)) return wrongPassword();
    setCookies(event, answer);
    redirect(303, hrefOf(event.locals.locale, '/account/second-factor', { done: 'removed' }));
  },
};
