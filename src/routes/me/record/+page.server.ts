import { ask } from '#kernel/index.server.ts';
import { readMyRecord } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../query.server.ts';
import { meOf } from '../me.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  readNoQuery(event.url);
  return { record: await ask(stage, actor, { query: readMyRecord, input: {} }) };
};
