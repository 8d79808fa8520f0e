import { isWithin } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import type { CommitmentAction } from '../../contract.ts';
import { type Place, type Standing, isActing, standingOfOfficer, standingOfTown } from '../standing.ts';
import { type Stage, isInHand, isPossibleNow } from './commitment-life.ts';
import { lifeErrors } from './life-errors.ts';
import { type Check, type Claim, whyNotJudge, whyNotVerify } from './verifier.ts';

/** What decides whose a commitment is. */
export interface Belonging extends Place {
  readonly personId: string;
  /** As the roster of its year lists the post. */
  readonly station: string | null;
  readonly group: string | null;
}

function isOfUnit(actor: Actor, name: string | null): boolean {
  return actor.unit !== undefined && actor.unit === name;
}

/**
 * Permission = role × region × level × delegation: what an actor is to a commitment, undefined when it does not exist
 * for them.
 */
export function standingOf(actor: Actor, at: Belonging): Standing | undefined {
  if (!isWithin(at.region, actor.region)) return undefined;
  switch (actor.role) {
    case 'operator':
    case 'clock':
    case 'auditor':
      return 'reader';
    case 'district-officer':
    case 'town-officer':
      return standingOfOfficer(actor, at);
    case 'station-clerk':
      return isOfUnit(actor, at.station) ? standingOfTown(at) : undefined;
    case 'group-leader':
      return isOfUnit(actor, at.group) ? 'reader' : undefined;
    case 'deputy':
      return actor.personId === at.personId ? 'own' : undefined;
    default:
      return undefined;
  }
}

/** A commitment as far as it matters for who may do what to it now. */
export interface Held extends Belonging, Claim, Check, Stage {
  readonly id: string;
}

const VERIFIES: readonly CommitmentAction[] = ['verify', 'reject'];
/** Says of what was done whether it was done. */
const JUDGES: readonly CommitmentAction[] = ['reopen', 'decideDispute'];
/** The district steps in for a town only where the town's staff would judge their own head. */
const STEPS_IN: readonly CommitmentAction[] = [...VERIFIES, ...JUDGES];

function isTheirs(action: CommitmentAction, standing: Standing | undefined, held: Held): boolean {
  if (isActing(standing)) return true;
  return standing === 'superior' && held.isLeading && STEPS_IN.includes(action);
}

/** What an officer does not do to a promise of their own. */
const NOT_TO_OWN: readonly CommitmentAction[] = [
  ...(['publish', 'sendBack', 'amend', 'carryOver', 'withdraw', 'reopen', 'decideDispute'] as const),
];

/** Why an actor may not do something to a commitment, or undefined when they may. The state is not looked at. */
export function whyNot(action: CommitmentAction, actor: Actor, held: Held) {
  const standing = standingOf(actor, held);
  if (!isInHand(action, actor.role) || !isTheirs(action, standing, held)) return lifeErrors.notYours();
  if (NOT_TO_OWN.includes(action) && actor.personId === held.personId) return lifeErrors.ownCommitment();
  if (VERIFIES.includes(action)) return whyNotVerify(actor, held);
  return JUDGES.includes(action) ? whyNotJudge(action, actor, held) : undefined;
}

/** What an actor may do to a commitment as it stands. */
export function actionsOf(actions: readonly CommitmentAction[], actor: Actor, held: Held): CommitmentAction[] {
  return actions.filter((action) => isPossibleNow(action, held) && whyNot(action, actor, held) === undefined);
}
