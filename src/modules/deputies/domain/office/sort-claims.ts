import type { Bilingual } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import { type Held, whyNot } from '../life/permission.ts';
import { isInHand } from '../life/commitment-life.ts';

/** A claim as far as it matters for who may verify it. */
export type Claimed = Omit<Held, 'state' | 'carriedTo' | 'checkedBy' | 'checkedPerson'>;

/** It waits, and nobody has looked into it yet. */
const WAITING = { state: 'claimed', carriedTo: null, checkedBy: null, checkedPerson: null } as const;

export interface SortedClaims {
  readonly mine: readonly string[];
  /** The office of the actor would verify these, but not the actor; and why. */
  readonly barred: ReadonlyMap<string, Bilingual>;
}

/** True of those who verify at all; others only see what waits. */
export function isVerifier(actor: Actor): boolean {
  return isInHand('verify', actor.role);
}

/** Tells the claims that an actor may verify from those that are for somebody else of the same office. */
export function sortClaims(actor: Actor, claims: readonly Claimed[]): SortedClaims {
  const mine: string[] = [];
  const barred = new Map<string, Bilingual>();
  for (const claim of claims) {
    const problem = whyNot('verify', actor, { ...claim, ...WAITING });
    if (problem === undefined) mine.push(claim.id);
    else if (problem.code !== 'commitment.not-yours') barred.set(claim.id, problem.says);
  }
  return { mine, barred };
}
