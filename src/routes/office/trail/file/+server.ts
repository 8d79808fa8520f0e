import { TrailFilter, ask, exportTrail } from '#kernel/index.server.ts';
import { languageOf } from '#lib/language.ts';
import { readQuery } from '../../../query.server.ts';
import { downloadTable } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import { trailTable } from '../trail-table.ts';
import type { RequestHandler } from './$types';

/** The trail as a table, with the same filters as the page. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const input = readQuery(event.url, TrailFilter);
  const { entries } = await ask(stage, actor, { query: exportTrail, input });
  const table = trailTable(languageOf(event.locals.locale), entries);
  return downloadTable(table, { format: 'csv', day: event.locals.today });
};
