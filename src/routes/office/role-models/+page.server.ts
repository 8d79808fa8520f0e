import { ask } from '#kernel/index.server.ts';
import { RoleModelFilter } from '#modules/deputies/contract.ts';
import { findOfficeRoleModels } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const filter = readQuery(event.url, RoleModelFilter);
  return { filter, list: await ask(stage, actor, { query: findOfficeRoleModels, input: filter }) };
};
