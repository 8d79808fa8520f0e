import { error } from '@sveltejs/kit';
import { CommitmentId } from '#modules/deputies/contract.ts';

/** The commitment that an address names. @throws 404 for an address that can name none */
export function idOf({ commitmentId }: { readonly commitmentId: string }): CommitmentId {
  const parsed = CommitmentId.safeParse(commitmentId);
  if (!parsed.success) error(404, 'commitment.unknown');
  return parsed.data;
}
