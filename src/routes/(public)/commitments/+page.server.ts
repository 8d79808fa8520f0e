import { CommitmentFilter } from '#modules/deputies/contract.ts';
import { ask, findCommitments, readOverview } from '../../stand-in.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { stage, actor } = locals;
  const filter = readQuery(url, CommitmentFilter);
  const [list, overview] = await Promise.all([
    ask(stage, actor, { query: findCommitments, input: filter }),
    ask(stage, actor, { query: readOverview, input: {} }),
  ]);
  return { filter, list, years: overview.years.map(({ year }) => year) };
};
