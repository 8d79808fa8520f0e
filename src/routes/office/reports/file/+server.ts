import { z } from 'zod';
import { Day } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import {
  readYearlyReport,
  yearlyReportBlocks,
  yearlyReportTitle,
  yearlyTables,
} from '#modules/deputies/index.server.ts';
import { openFonts } from '#platform/documents/fonts.ts';
import { writeWorkbook } from '#platform/workbook/write.ts';
import { documentFile } from '../../../document-file.server.ts';
import { readQuery } from '../../../query.server.ts';
import { download } from '../../download.server.ts';
import { officeOf } from '../../office.server.ts';
import type { RequestHandler } from './$types';

const Query = z.object({ day: Day.optional(), format: z.enum(['docx', 'pdf', 'xlsx']).default('docx') });

/** The yearly report as of a day, as a document or with each table as a sheet. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { day, format } = readQuery(event.url, Query);
  const report = await ask(stage, actor, { query: readYearlyReport, input: { asOf: day } });
  const title = yearlyReportTitle(report);
  if (format === 'xlsx') {
    const sheets = yearlyTables(report).map(({ name, head, rows }) => ({ name, title: name, headings: head, rows }));
    return download(await writeWorkbook(sheets), `${title} ${report.day}.xlsx`);
  }
  const blocks = await yearlyReportBlocks(report, await openFonts());
  return documentFile(blocks, { title, format, at: stage.now(), day: report.day });
};
