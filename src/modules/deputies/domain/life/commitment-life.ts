import type { Life } from '#kernel/contract.ts';
import type { Role } from '#kernel/index.server.ts';
import type { CommitmentAction, CommitmentState } from '../../contract.ts';
import { lifeErrors } from './life-errors.ts';

const AUTHORS = ['deputy', 'station-clerk', 'town-officer', 'district-officer'] as const;
const OFFICERS = ['town-officer', 'district-officer'] as const;
const VERIFIERS = ['station-clerk', 'town-officer', 'district-officer'] as const;

/** A commitment begins as a draft; one that is carried over begins as submitted. */
export const FIRST_STATE: CommitmentState = 'draft';

/**
 * The life of a commitment. `report` and `amend` change what is told of it and leave its state; `carryOver` leaves the
 * old one as it is, unfulfilled, and begins another; `discard` ends one that nobody has seen in public.
 */
export const commitmentLife = {
  reword: { from: ['draft', 'returned'], to: 'draft', by: AUTHORS },
  submit: { from: ['draft', 'returned'], to: 'submitted', by: AUTHORS },
  takeBack: { from: ['submitted'], to: 'draft', by: AUTHORS },
  sendBack: { from: ['submitted'], to: 'returned', by: OFFICERS },
  publish: { from: ['submitted'], to: 'published', by: OFFICERS },
  claim: { from: ['published'], to: 'claimed', by: AUTHORS },
  reject: { from: ['claimed'], to: 'published', by: VERIFIERS },
  verify: { from: ['claimed'], to: 'fulfilled', by: VERIFIERS },
  reopen: { from: ['fulfilled'], to: 'published', by: OFFICERS },
  withdraw: { from: ['published'], to: 'withdrawn', by: OFFICERS },
} as const satisfies Life<string, CommitmentState, Role>;

export type LifeStep = keyof typeof commitmentLife;

/** What may be done to a commitment without a step in its life. */
export const alongside = {
  discard: { from: ['draft', 'returned'], by: AUTHORS },
  plan: { from: ['draft', 'returned', 'published'], by: AUTHORS },
  report: { from: ['published', 'claimed'], by: AUTHORS },
  amend: { from: ['published', 'claimed'], by: OFFICERS },
  // A claim is decided first: carried over as well, the same promise would be counted twice.
  carryOver: { from: ['published'], by: OFFICERS },
  decideDispute: { from: ['published', 'claimed', 'fulfilled', 'withdrawn'], by: OFFICERS },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly CommitmentState[]; readonly by: readonly Role[] }>
>;

const RULES: Readonly<
  Record<CommitmentAction, { readonly from: readonly CommitmentState[]; readonly by: readonly Role[] }>
> = { ...commitmentLife, ...alongside };

export function isPossible(action: CommitmentAction, state: CommitmentState): boolean {
  return RULES[action].from.includes(state);
}

/** What is carried over goes on in the next year's commitment; the old one stays as it is. */
const NOT_AFTER_CARRYING_OVER: readonly CommitmentAction[] = [
  'plan',
  'report',
  'claim',
  'verify',
  'amend',
  'carryOver',
];

/** As it matters for what can be done next. */
export interface Stage {
  readonly state: CommitmentState;
  /** The next year's commitment. */
  readonly carriedTo: string | null;
}

export function isPossibleNow(action: CommitmentAction, { state, carriedTo }: Stage): boolean {
  return isPossible(action, state) && (carriedTo === null || !NOT_AFTER_CARRYING_OVER.includes(action));
}

/** @throws Problem `conflict` when that cannot be done to a commitment as it stands */
export function requirePossibleNow(action: CommitmentAction, at: Stage): void {
  requirePossible(action, at.state);
  if (!isPossibleNow(action, at)) throw lifeErrors.alreadyCarried();
}

export function isInHand(action: CommitmentAction, role: Role): boolean {
  return RULES[action].by.includes(role);
}

/** @throws Problem `conflict` when the commitment is in no state in which that can be done */
export function requirePossible(action: CommitmentAction, state: CommitmentState): void {
  if (!isPossible(action, state)) throw lifeErrors.notNow(action, state);
}

/** @returns the state to which a step leads @throws Problem `conflict` when it does not lead on from this one */
export function stepOf(step: LifeStep, state: CommitmentState): CommitmentState {
  requirePossible(step, state);
  return commitmentLife[step].to;
}
