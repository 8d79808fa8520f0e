import { ask } from '#kernel/index.server.ts';
import { listExports } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(event.url);
  return ask(stage, actor, { query: listExports, input: {} });
};
