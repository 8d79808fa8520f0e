import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { PublicActivityFilter } from '#modules/deputies/contract.ts';
import { exportActivities } from '#modules/deputies/index.server.ts';
import { writeCsv, writeWorkbook } from '#platform/workbook/write.ts';
import { download } from '../../../office/download.server.ts';
import { readQuery } from '../../../query.server.ts';
import type { RequestHandler } from './$types';

const Query = PublicActivityFilter.omit({ page: true }).extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') });

/** The year's list for publication, with the filters of the page. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { format, ...input } = readQuery(url, Query);
  const table = await ask(locals.stage, locals.actor, { query: exportActivities, input });
  return download(format === 'csv' ? writeCsv(table) : await writeWorkbook([table]), `${table.name}.${format}`);
};
