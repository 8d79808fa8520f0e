import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { OfficeExport } from '#modules/deputies/contract.ts';
import { exportOfficeTable } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { downloadTable } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import type { RequestHandler } from './$types';

const Query = OfficeExport.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') });

/** What the table shows, with the same filters and in the same order, in the form that the import reads or as it is. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { format, ...input } = readQuery(event.url, Query);
  const table = await ask(stage, actor, { query: exportOfficeTable, input });
  return downloadTable(table, { format, day: event.locals.today });
};
