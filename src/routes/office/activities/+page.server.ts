import { ask } from '#kernel/index.server.ts';
import { ActivityFilter } from '#modules/deputies/contract.ts';
import { findOfficeActivities, planActivity } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const filter = readQuery(event.url, ActivityFilter);
  const list = await ask(stage, actor, { query: findOfficeActivities, input: filter });
  return { filter, list, mayPlan: planActivity.by.some((role) => role === actor.role) };
};
