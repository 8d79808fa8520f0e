import type { Bilingual } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { CommitmentFilter, type CommitmentList } from '#modules/deputies/contract.ts';
import { findCommitments, readFigures } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

/** The name of the town that is filtered by: from the list, or, when that is empty, from the year's figures. */
async function townName(
  { stage, actor }: App.Locals,
  { town }: CommitmentFilter,
  { commitments, year }: CommitmentList,
): Promise<Bilingual | null> {
  if (town === undefined) return null;
  const listed = commitments.find((commitment) => commitment.townCode === town);
  if (listed !== undefined) return listed.town;
  const figures = await ask(stage, actor, { query: readFigures, input: { year, by: 'town' } });
  return figures.rows.find((row) => row.key === town)?.label ?? null;
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const filter = readQuery(url, CommitmentFilter);
  const list = await ask(locals.stage, locals.actor, { query: findCommitments, input: filter });
  return { filter, list, town: await townName(locals, filter, list) };
};
