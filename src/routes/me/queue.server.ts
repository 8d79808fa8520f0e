import type { RequestEvent } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { en } from '#lib/messages/en.ts';
import { zh } from '#lib/messages/zh.ts';
import { STATUS, problemResponse } from '#platform/http/problem-json.ts';
import { type Me, meOf } from './me.server.ts';

const SIGNED_OUT = 401;
const OTHER_ACCOUNT = 'me.other-account';

/** @throws Problem `forbidden` `me.other-account` for what somebody else has written */
export function requireAuthor({ actor }: Me, account: string | undefined): void {
  if (account === undefined || account === actor.id) return;
  throw new Problem('forbidden', OTHER_ACCOUNT, {
    says: { zh: zh.me.endpoint.otherAccount, en: en.me.endpoint.otherAccount },
  });
}

/**
 * Answers the phone's queue. Whoever sends it again after an answer that was lost gets 200 in place of 201; 401 keeps it
 * on the phone until its author has signed in.
 */
export async function answerQueue(
  event: RequestEvent,
  take: (me: Me) => Promise<{ readonly isNew: boolean; readonly answer: object }>,
): Promise<Response> {
  const language = event.request.headers.get('accept-language');
  const { signedIn } = event.locals;
  if (signedIn === undefined || signedIn.needsSecondFactor) {
    const says = { zh: zh.me.endpoint.signedOut, en: en.me.endpoint.signedOut };
    return problemResponse({ status: SIGNED_OUT, code: 'me.signed-out', says }, language);
  }
  try {
    const { isNew, answer } = await take(meOf(event));
    return Response.json(answer, { status: isNew ? 201 : 200, headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, facts } = error;
    const status = code === OTHER_ACCOUNT ? SIGNED_OUT : STATUS[error.kind];
    return problemResponse({ status, code, facts, says: error.says }, language);
  }
}
