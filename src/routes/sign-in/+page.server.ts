import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
  DEMONSTRATION,
  type SignInAnswer,
  type Visit,
  ask,
  demonstrationCode,
  findSignedIn,
  listDemonstrationAccounts,
  readRegionNames,
  signIn,
  signInWithCode,
  withCookies,
} from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { en } from '#lib/messages/en.ts';
import { zh } from '#lib/messages/zh.ts';
import { fieldsOf, theGate } from '../door.server.ts';
import { shanghaiMinute } from '../office/format.ts';
import { withoutAction } from '../office/query.ts';
import { readQuery } from '../query.server.ts';
import { homeOf, ownAddress, setCookies, visitOf } from '../visit.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const Query = z.object({
  to: z.string().max(2000).optional(),
  refused: z.literal('oidc').optional(),
  done: z.enum(['invitation', 'reset']).optional(),
  /** What the government's sign-on adds to an address when it refuses. */
  error: z.string().optional(),
  error_description: z.string().optional(),
});

/** Everybody may sign in to a demonstration, and only there does anything stand here. */
async function demonstrationOf({ stage, actor, mode }: App.Locals) {
  if (mode !== 'demo') return undefined;
  const accounts = await ask(stage, actor, { query: listDemonstrationAccounts, input: {} });
  if (accounts.length === 0) return undefined;
  const regions = await ask(stage, actor, { query: readRegionNames, input: {} });
  return {
    password: DEMONSTRATION.password,
    code: demonstrationCode(stage.recordedNow()),
    accounts: accounts.map(({ grants: [grant], ...account }) => ({
      ...account,
      role: grant?.role ?? null,
      place: regions[grant?.region ?? ''] ?? '',
    })),
  };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const { to, refused, done } = readQuery(withoutAction(url), Query);
  const own = ownAddress(to);
  // Whoever has just made an account signs in by it, even where somebody else is still signed in.
  const isNew = done !== undefined;
  if (locals.signedIn !== undefined && !isNew) redirect(303, own ?? hrefOf(locals.locale, homeOf(locals.signedIn)));
  const { oidc } = await theGate();
  return { to: own, refused, done, oidc: oidc?.label, demonstration: await demonstrationOf(locals) };
};

function toOf(event: RequestEvent): string | undefined {
  return ownAddress(event.url.searchParams.get('to'));
}

/** Sends somebody who is in on to where they wanted to go. */
async function goOn(event: RequestEvent, visit: Visit): Promise<never> {
  const signedIn = await findSignedIn(await theGate(), visit);
  const to = toOf(event) ?? hrefOf(event.locals.locale, signedIn === undefined ? '/account' : homeOf(signedIn));
  redirect(303, to);
}

function refuse(event: RequestEvent, answer: Extract<SignInAnswer, { kind: 'refused' | 'locked' }>) {
  const { signIn: words } = { zh, en }[event.locals.locale].accounts;
  const says = answer.kind === 'refused' ? words.refused : words.locked(shanghaiMinute(answer.until));
  return fail(answer.kind === 'refused' ? 400 : 429, { says });
}

export const actions: Actions = {
  password: async (event) => {
    const gate = await theGate();
    const visit = visitOf(event);
    const field = await fieldsOf(event);
    const answer = await signIn(gate, visit, { identifier: field('identifier'), password: field('password') });
    if (!('cookies' in answer)) return refuse(event, answer);
    setCookies(event, answer.cookies);
    if (answer.kind === 'signed-in') {
      return goOn(event, { ...visit, headers: withCookies(visit.headers, answer.cookies) });
    }
    redirect(303, hrefOf(event.locals.locale, '/sign-in/code', { to: toOf(event) }));
  },
  /** Types for a visitor of the demonstration what they could type themselves. */
  demonstration: async (event) => {
    const gate = await theGate();
    const first = visitOf(event);
    const identifier = (await fieldsOf(event))('userName');
    const answer = await signIn(gate, first, { identifier, password: DEMONSTRATION.password });
    if (!('cookies' in answer)) return refuse(event, answer);
    const second = { ...first, headers: withCookies(first.headers, answer.cookies) };
    const code = demonstrationCode(event.locals.stage.recordedNow());
    const last = answer.kind === 'signed-in' ? answer : await signInWithCode(gate, second, code);
    if (!('cookies' in last)) return refuse(event, last);
    setCookies(event, last.cookies);
    return goOn(event, { ...second, headers: withCookies(second.headers, last.cookies) });
  },
};
