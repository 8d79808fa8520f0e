import { TrailFilter, ask, readTrail } from '#kernel/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const filter = readQuery(event.url, TrailFilter);
  return { filter, trail: await ask(stage, actor, { query: readTrail, input: filter }) };
};
