import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { QuotaFilter } from '#modules/deputies/contract.ts';
import { exportQuotas } from '#modules/deputies/index.server.ts';
import { writeCsv, writeWorkbook } from '#platform/workbook/write.ts';
import { readQuery } from '../../../query.server.ts';
import { download } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import type { RequestHandler } from './$types';

const Query = QuotaFilter.omit({ page: true }).extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') });

/** The table of quotas with the filters of the page, all of its pages. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { format, ...input } = readQuery(event.url, Query);
  const table = await ask(stage, actor, { query: exportQuotas, input });
  const name = `${table.name}${event.locals.today}.${format}`;
  return download(format === 'csv' ? writeCsv(table) : await writeWorkbook([table]), name);
};
