import { answerQueue } from '../queue.server.ts';
import { takeReport } from '../report.server.ts';
import type { RequestHandler } from './$types';

/** A report from the phone's queue. */
export const POST: RequestHandler = (event) =>
  answerQueue(event, async (me) => {
    const { entryId, commitmentId, revision, isNew } = await takeReport(event, me);
    return { isNew, answer: { id: entryId, commitmentId, revision } };
  });
