import { error } from '@sveltejs/kit';
import { ask } from '#kernel/index.server.ts';
import { CommitmentId } from '#modules/deputies/contract.ts';
import { readCommitment } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  readNoQuery(url);
  const commitmentId = CommitmentId.safeParse(params.commitmentId);
  if (!commitmentId.success) error(404, 'commitment.unknown');
  const input = { commitmentId: commitmentId.data };
  const commitment = await ask(locals.stage, locals.actor, { query: readCommitment, input });
  return { commitment, isDrawn: locals.mode === 'demo' };
};
