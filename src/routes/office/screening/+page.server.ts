import { z } from 'zod';
import { ask, listWaiting } from '#kernel/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import { subjectsOf } from './subjects.server.ts';
import type { PageServerLoad } from './$types';

const A_PAGE = 24;

const Query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  /** What has just been decided, to be said on top. */
  done: z.enum(['shown', 'refused']).optional(),
});

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { page, done } = readQuery(event.url, Query);
  const input = { offset: (page - 1) * A_PAGE, limit: A_PAGE };
  const waiting = await ask(stage, actor, { query: listWaiting, input });
  return {
    subjects: await subjectsOf({ stage, actor }, waiting.items),
    waiting,
    page,
    done,
    pages: Math.ceil(waiting.total / A_PAGE),
  };
};
