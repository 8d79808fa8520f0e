import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { exportPerson } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../../query.server.ts';
import { officeOf } from '../../../office.server.ts';
import { dataFile } from '../../data.server.ts';
import { idOf } from '../../id.server.ts';
import type { RequestHandler } from './$types';

const Query = z.object({ format: z.enum(['json', 'xlsx']).default('json') });

/** All that is kept of a person, for whoever hands it to them. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { format } = readQuery(event.url, Query);
  const input = { personId: idOf(event.params.personId) };
  return dataFile(await ask(stage, actor, { query: exportPerson, input }), format);
};
