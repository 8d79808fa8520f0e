import type { Problem } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import type { CommitmentAction } from '../../contract.ts';
import { lifeErrors } from './life-errors.ts';

/** A claim that something is done, as far as it matters for who may verify it. */
export interface Claim {
  /** Who promised. */
  readonly personId: string;
  /** The account, and the person behind it, by whose hand the claim was keyed in; null when nothing is claimed. */
  readonly claimedBy: string | null;
  readonly claimedPerson: string | null;
  /** Whether the promiser leads the office of the town, whose staff are then subordinates. */
  readonly isLeading: boolean;
}

/**
 * Done is proven by someone else: another person than the one who promised and the one who keyed the claim in, whatever
 * role either has, and not a subordinate of the promiser.
 */
export function whyNotVerify(actor: Actor, claim: Claim): Problem | undefined {
  if (actor.personId === undefined) return lifeErrors.verifierUnknown();
  if (actor.personId === claim.personId) return lifeErrors.verifiedByPromiser();
  if (actor.id === claim.claimedBy || actor.personId === claim.claimedPerson) return lifeErrors.verifiedByClaimer();
  if (claim.isLeading && actor.role !== 'district-officer') return lifeErrors.verifiedBySubordinate();
  return undefined;
}

/** The latest time that a claim was looked into, as far as it matters for who may look again. */
export interface Check {
  /** The account, and the person behind it, by whose hand it was; null when nobody has. */
  readonly checkedBy: string | null;
  readonly checkedPerson: string | null;
}

/** Subordinates do not judge their head, and nobody answers a dispute about what they have checked themselves. */
export function whyNotJudge(action: CommitmentAction, actor: Actor, of: Claim & Check): Problem | undefined {
  if (of.isLeading && actor.role !== 'district-officer') return lifeErrors.verifiedBySubordinate();
  const hasChecked = actor.id === of.checkedBy || (actor.personId !== undefined && actor.personId === of.checkedPerson);
  return action === 'decideDispute' && hasChecked ? lifeErrors.judgedByChecker() : undefined;
}
