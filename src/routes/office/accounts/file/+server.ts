import { z } from 'zod';
import { ask, exportAccounts, readRegionNames } from '#kernel/index.server.ts';
import { languageOf } from '#lib/language.ts';
import { readQuery } from '../../../query.server.ts';
import { downloadTable } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import { accountTable } from '../account-table.ts';
import { AccountQuery } from '../filter.server.ts';
import type { RequestHandler } from './$types';

const Query = AccountQuery.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') });

/** What the list of accounts shows, with the same filters and in the same order. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { format, q, role, state } = readQuery(event.url, Query);
  const { items } = await ask(stage, actor, { query: exportAccounts, input: { text: q, role, state } });
  const names = await ask(stage, event.locals.actor, { query: readRegionNames, input: {} });
  const table = accountTable(languageOf(event.locals.locale).words, items, names);
  return downloadTable(table, { format, day: event.locals.today });
};
