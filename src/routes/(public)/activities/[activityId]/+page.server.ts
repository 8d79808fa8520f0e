import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { readPublicActivity } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const { activityId } = params;
  if (!z.uuid().safeParse(activityId).success) error(404);
  return ask(locals.stage, locals.actor, { query: readPublicActivity, input: { activityId } });
};
