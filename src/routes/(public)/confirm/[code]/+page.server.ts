import { createHmac, randomUUID } from 'node:crypto';
import { type Cookies, fail } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { answerConfirmation, readCommitment, readConfirmation } from '#modules/deputies/index.server.ts';
import { networkOf } from '#platform/http/network-of.ts';
import { theStore } from '../../../../composition.server.ts';
import { ownCookie } from '../../../own-cookie.server.ts';
import { visitOf } from '../../../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** One browser is told from another by it, on this page only, so that each answers once. */
const DEVICE_COOKIE = 'jiannuo.device';
const YEAR_SECONDS = 31_536_000;

const codeOf = (written: string): string => written.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** What a visitor is told of a round is never from memory: the counts change with each answer. */
function fresh({ recall: _, ...stage }: Stage): Stage {
  return stage;
}

function deviceOf(cookies: Cookies, url: URL): string {
  const name = ownCookie(url, DEVICE_COOKIE);
  const isSecure = url.protocol === 'https:';
  const device = cookies.get(name) ?? randomUUID();
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge: YEAR_SECONDS } as const;
  cookies.set(name, device, options);
  return device;
}

/** What was written beside the answer; an empty field says nothing. */
function reasonIn(form: FormData): string | null {
  const reason = form.get('reason');
  return typeof reason === 'string' && reason.trim() !== '' ? reason : null;
}

export const load: PageServerLoad = async ({ locals, params, cookies, url }) => {
  const { actor } = locals;
  const stage = fresh(locals.stage);
  deviceOf(cookies, url);
  const round = await ask(stage, actor, { query: readConfirmation, input: { code: codeOf(params.code) } });
  const { commitmentId } = round;
  const { text, name, town, result } = await ask(stage, actor, { query: readCommitment, input: { commitmentId } });
  return { round, commitment: { text, name, town, result } };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request, cookies, url } = event;
    const form = await request.formData();
    const code = codeOf(params.code);
    const secret = (await theStore()).secret();
    const hashOf = (text: string) => createHmac('sha256', secret).update(`${code} ${text}`).digest('hex');
    const device = hashOf(deviceOf(cookies, url));
    const place = hashOf(networkOf(visitOf(event).address));
    const input = { code, device, place, answer: form.get('answer'), reason: reasonIn(form) };
    try {
      await perform(locals.stage, locals.actor, { useCase: answerConfirmation, input });
      return { isAnswered: true };
    } catch (error) {
      if (error instanceof Problem) return fail(error.kind === 'conflict' ? 409 : 400, { says: error.says });
      throw error;
    }
  },
};
