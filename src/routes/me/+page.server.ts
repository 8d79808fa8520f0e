import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { Year } from '#modules/deputies/contract.ts';
import { readMine, readReceptionsOfDeputy } from '#modules/deputies/index.server.ts';
import { readQuery } from '../query.server.ts';
import { meOf } from './me.server.ts';
import type { PageServerLoad } from './$types';

const NEXT_RECEPTIONS = 3;

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  const { done, ...input } = readQuery(
    event.url,
    z.object({ year: Year.optional(), done: z.enum(['discarded']).optional() }),
  );
  const mine = await ask(stage, actor, { query: readMine, input });
  const receptions = await ask(stage, actor, {
    query: readReceptionsOfDeputy,
    input: { personId: actor.personId },
  });
  return { done, mine, receptions: receptions.slice(0, NEXT_RECEPTIONS), personId: actor.personId };
};
