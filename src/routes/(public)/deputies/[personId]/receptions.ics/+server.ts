import { error } from '@sveltejs/kit';
import { ask } from '#kernel/index.server.ts';
import { PersonId } from '#modules/deputies/contract.ts';
import { readDeputyCalendar } from '#modules/deputies/index.server.ts';
import { calendarFile } from '../../../../calendar-file.server.ts';
import { readNoQuery } from '../../../../query.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  readNoQuery(url);
  const personId = PersonId.safeParse(params.personId);
  if (!personId.success) error(404, 'deputy.unknown');
  const { stage, actor, locale } = locals;
  const input = { personId: personId.data, locale };
  return calendarFile(await ask(stage, actor, { query: readDeputyCalendar, input }));
};
