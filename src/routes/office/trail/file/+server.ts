import { TrailFilter, ask, exportTrail } from '#kernel/index.server.ts';
import { writeCsv } from '#platform/workbook/write.ts';
import { actionLabel } from '#lib/messages/actions.ts';
import { zh } from '#lib/messages/zh.ts';
import { readQuery } from '../../../query.server.ts';
import { download } from '../../download.server.ts';
import { shanghaiMinute } from '../../format.ts';
import { officeOf } from '../../office.server.ts';
import type { RequestHandler } from './$types';

const HEADINGS = ['序号', '时间', '账号', '角色', '区域', '操作', '操作代码', '对象', '之前', '之后'];

const written = (side: unknown): string => (side === null ? '' : JSON.stringify(side));

/** The trail as a table, with the same filters as the page. */
export const GET: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event);
  const input = readQuery(event.url, TrailFilter);
  const { entries } = await ask(stage, actor, { query: exportTrail, input });
  const rows = entries.map((entry) => [
    ...[entry.seq, shanghaiMinute(entry.at), entry.actor, entry.role, entry.regionName ?? entry.region],
    ...[actionLabel(entry.action, 'zh'), entry.action, entry.subject, written(entry.before), written(entry.after)],
  ]);
  return download(writeCsv({ headings: HEADINGS, rows }), `${zh.desk.trail.fileName}${event.locals.today}.csv`);
};
