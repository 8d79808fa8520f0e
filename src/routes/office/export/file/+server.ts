import { z } from 'zod';
import { RegionCode } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { NameOrder, SheetKind } from '#modules/deputies/contract.ts';
import { exportTable, listExports } from '#modules/deputies/index.server.ts';
import { writeCsv, writeWorkbook } from '#platform/workbook/write.ts';
import { readQuery } from '../../../query.server.ts';
import { download } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import type { RequestHandler } from './$types';

const Query = z.object({
  kind: SheetKind,
  year: z.coerce.number().int().min(1954).max(2200),
  town: RegionCode.optional(),
  order: NameOrder.default('pinyin'),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
});

/** A roster or a ledger as a file, in the form that the import reads. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { format, ...input } = readQuery(event.url, Query);
  const table = await ask(stage, actor, { query: exportTable, input });
  const { towns, place } = await ask(stage, actor, { query: listExports, input: {} });
  const where = input.town === undefined ? place : (towns.find(({ code }) => code === input.town)?.name ?? '');
  const name = `${where}${input.year}年${table.name}.${format}`;
  return download(format === 'csv' ? writeCsv(table) : await writeWorkbook([table]), name);
};
