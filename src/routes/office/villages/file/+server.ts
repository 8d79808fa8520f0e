import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { languageOf } from '#lib/language.ts';
import { VillageFilter } from '#modules/deputies/contract.ts';
import { exportVillages } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { downloadTable } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import { villagesTable } from '../villages-table.ts';
import type { RequestHandler } from './$types';

const Query = VillageFilter.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') });

/** The coverage of all villages that the page shows, on all of its pages. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { format, ...input } = readQuery(event.url, Query);
  const { year, items } = await ask(stage, actor, { query: exportVillages, input });
  const table = villagesTable(languageOf(event.locals.locale), year, items);
  return downloadTable(table, { format, day: event.locals.today });
};
