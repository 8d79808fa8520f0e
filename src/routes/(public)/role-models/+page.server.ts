import { ask } from '#kernel/index.server.ts';
import { PublicRoleModelFilter } from '#modules/deputies/contract.ts';
import { findPublicRoleModels } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filter = readQuery(url, PublicRoleModelFilter);
  const list = await ask(locals.stage, locals.actor, { query: findPublicRoleModels, input: filter });
  return { filter, list };
};
