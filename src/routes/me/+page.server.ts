import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { Year } from '#modules/deputies/contract.ts';
import { readMine } from '#modules/deputies/index.server.ts';
import { readQuery } from '../query.server.ts';
import { meOf } from './me.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const { done, ...input } = readQuery(
    event.url,
    z.object({ year: Year.optional(), done: z.enum(['discarded']).optional() }),
  );
  return { done, mine: await ask(stage, actor, { query: readMine, input }) };
};
