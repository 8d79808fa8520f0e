import { CommitmentFilter } from '#modules/deputies/contract.ts';
import { ask, findCommitments } from '../../stand-in.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { stage, actor } = locals;
  const filter = readQuery(url, CommitmentFilter);
  const list = await ask(stage, actor, { query: findCommitments, input: filter });
  return { filter, list };
};
