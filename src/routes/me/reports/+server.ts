import { Problem } from '#kernel/contract.ts';
import { en } from '#lib/messages/en.ts';
import { zh } from '#lib/messages/zh.ts';
import { STATUS, problemResponse } from '#platform/http/problem-json.ts';
import { meOf } from '../me.server.ts';
import { takeReport } from '../report.server.ts';
import type { RequestHandler } from './$types';

const SIGNED_OUT = 401;

/**
 * A report from the phone's queue. Whoever sends it again after an answer that was lost gets 200 in place of 201; 401
 * keeps it on the phone until its author has signed in.
 */
export const POST: RequestHandler = async (event) => {
  const language = event.request.headers.get('accept-language');
  const { signedIn } = event.locals;
  if (signedIn === undefined || signedIn.needsSecondFactor) {
    const says = { zh: zh.me.endpoint.signedOut, en: en.me.endpoint.signedOut };
    return problemResponse({ status: SIGNED_OUT, code: 'me.signed-out', says }, language);
  }
  try {
    const { entryId, commitmentId, revision, isNew } = await takeReport(event, meOf(event));
    return Response.json(
      { id: entryId, commitmentId, revision },
      { status: isNew ? 201 : 200, headers: { 'cache-control': 'no-store' } },
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, facts } = error;
    const status = code === 'me.other-account' ? SIGNED_OUT : STATUS[error.kind];
    return problemResponse({ status, code, facts, says: error.says }, language);
  }
};
