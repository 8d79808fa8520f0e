import { ask } from '#kernel/index.server.ts';
import { readStationCalendar } from '#modules/deputies/index.server.ts';
import { calendarFile } from '../../../../calendar-file.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { stationIdOf } from '../../../../station-id.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  readNoQuery(url);
  const { stage, actor, locale } = locals;
  const input = { stationId: stationIdOf(params.stationId), locale };
  return calendarFile(await ask(stage, actor, { query: readStationCalendar, input }));
};
