import { ask } from '#kernel/index.server.ts';
import { OfficeFilter } from '#modules/deputies/contract.ts';
import { bulkReview, bulkVerify, findOfficeCommitments } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const filter = readQuery(event.url, OfficeFilter);
  return {
    filter,
    list: await ask(stage, actor, { query: findOfficeCommitments, input: filter }),
    mayReview: bulkReview.by.some((role) => role === actor.role),
    mayVerify: bulkVerify.by.some((role) => role === actor.role),
  };
};
