import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { languageOf } from '#lib/language.ts';
import { DutyFilter } from '#modules/deputies/contract.ts';
import { exportDuties } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { downloadTable } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import { dutiesTable } from '../duties-table.ts';
import type { RequestHandler } from './$types';

const Query = DutyFilter.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') });

/** What the table of duties shows, with the same filters and in the same order, on all of its pages. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { format, ...input } = readQuery(event.url, Query);
  const { year, items } = await ask(stage, actor, { query: exportDuties, input });
  const table = dutiesTable(languageOf(event.locals.locale), year, items);
  return downloadTable(table, { format, day: event.locals.today });
};
