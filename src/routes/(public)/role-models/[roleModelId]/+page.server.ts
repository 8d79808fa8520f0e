import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { readPublicRoleModel } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const { roleModelId } = params;
  if (!z.uuid().safeParse(roleModelId).success) error(404);
  return ask(locals.stage, locals.actor, { query: readPublicRoleModel, input: { roleModelId } });
};
