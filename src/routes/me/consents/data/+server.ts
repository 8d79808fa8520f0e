import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { exportPerson } from '#modules/deputies/index.server.ts';
import { dataFile } from '../../../office/people/data.server.ts';
import { readQuery } from '../../../query.server.ts';
import { meOf } from '../../me.server.ts';
import type { RequestHandler } from './$types';

const Query = z.object({ format: z.enum(['json', 'xlsx']).default('json') });

/** All that is kept of the deputy, for the deputy. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = meOf(event);
  const { format } = readQuery(event.url, Query);
  return dataFile(await ask(stage, actor, { query: exportPerson, input: { personId: actor.personId } }), format);
};
