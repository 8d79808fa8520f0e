import { takeDuty } from '../../../duty-form.server.ts';
import { answerQueue, requireAuthor } from '../../queue.server.ts';
import type { RequestHandler } from './$types';

/** A visit or another duty from the phone's queue. */
export const POST: RequestHandler = (event) =>
  answerQueue(event, async (me) => {
    const { id, isNew } = await takeDuty(event, me, ({ typed }) => requireAuthor(me, typed['account']));
    return { isNew, answer: { id } };
  });
