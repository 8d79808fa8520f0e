import { readDutyForm, takeDuty } from '../../../duty-form.server.ts';
import { answerQueue, requireAuthor } from '../../queue.server.ts';
import type { RequestHandler } from './$types';

/** A visit or another duty from the phone's queue. */
export const POST: RequestHandler = (event) =>
  answerQueue(event, async (me) => {
    const { typed, ...chosen } = await readDutyForm(event);
    const { account, ...duty } = typed;
    requireAuthor(me, account);
    const { id, isNew } = await takeDuty(me, { typed: duty, ...chosen });
    return { isNew, answer: { id } };
  });
