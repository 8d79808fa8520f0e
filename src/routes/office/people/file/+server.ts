import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { languageOf } from '#lib/language.ts';
import { PeopleFilter } from '#modules/deputies/contract.ts';
import { exportPeople } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { downloadTable } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import { peopleTable } from '../people-table.ts';
import type { RequestHandler } from './$types';

const Query = PeopleFilter.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') });

/** What the list of people shows, with the same filters and in the same order. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { format, ...input } = readQuery(event.url, Query);
  const { people } = await ask(stage, actor, { query: exportPeople, input });
  const table = peopleTable(languageOf(event.locals.locale), people);
  return downloadTable(table, { format, day: event.locals.today });
};
