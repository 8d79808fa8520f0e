import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { Year } from '#modules/deputies/contract.ts';
import { dutyReportBlocks, dutyReportTitle, readDutyReport } from '#modules/deputies/index.server.ts';
import { documentFile } from '../../../document-file.server.ts';
import { readQuery } from '../../../query.server.ts';
import { meOf } from '../../me.server.ts';
import type { RequestHandler } from './$types';

const Query = z.object({ year: Year.optional(), format: z.enum(['pdf', 'docx']).default('pdf') });

/** The deputy's own report, to be printed or written on. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = meOf(event);
  const { year, format } = readQuery(event.url, Query);
  const input = { personId: actor.personId, year };
  const report = await ask(stage, actor, { query: readDutyReport, input });
  const made = { title: dutyReportTitle(report), format, at: stage.now(), day: event.locals.today };
  return documentFile(dutyReportBlocks(report), made);
};
