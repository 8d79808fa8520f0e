import { isWithin } from '#kernel/contract.ts';
import type { Actor, Stage } from '#kernel/index.server.ts';
import type { TestPost } from './deputies.ts';
import { GROUP, type Place, STATION } from './neighbours.ts';

/** What somebody tries to reach: a place, and of its two deputies one. */
export interface Target {
  readonly place: Place;
  readonly seat: TestPost;
}

/** What becomes of an attempt: it is done, or refused in one of two ways. `open`: whatever the rules of the moment say. */
export type Expected = 'ok' | 'not-found' | 'forbidden' | 'refused' | 'open';

export interface Attempt {
  /** Makes what is aimed at, fresh for each attempt, and says what is asked for. */
  input(stage: Stage, target: Target, actor: Actor): Promise<unknown>;
  /** Of what is answered for each of several by itself: whether it was done to the one that is aimed at. */
  outcome?(answer: unknown): Expected;
  /** The oracle. */
  expects(actor: Actor, target: Target): Expected;
}

export const isInside = (actor: Actor, { place }: Target) => isWithin(place.region, actor.region);

/** Permission = role × region × level: delegation is on, and nobody leads a town. */
export function standing(actor: Actor, { place, seat }: Target): 'acts' | 'reads' | 'none' {
  if (!isWithin(place.region, actor.region)) return 'none';
  if (actor.role === 'deputy') return actor.personId === seat.personId ? 'acts' : 'none';
  if (actor.role === 'station-clerk') return actor.unit === STATION ? 'acts' : 'none';
  if (actor.role === 'group-leader') return actor.unit === GROUP ? 'reads' : 'none';
  if (actor.role === 'district-officer') return seat.level === 'township' ? 'reads' : 'acts';
  return actor.role === 'town-officer' ? 'acts' : 'reads';
}

const BY_STANDING = { acts: 'ok', reads: 'forbidden', none: 'not-found' } as const;
export const changes = (actor: Actor, target: Target): Expected => BY_STANDING[standing(actor, target)];
export const shows = (actor: Actor, target: Target): Expected =>
  standing(actor, target) === 'none' ? 'not-found' : 'ok';
export const within = (actor: Actor, target: Target): Expected => (isInside(actor, target) ? 'ok' : 'refused');

/** Posts, and what hangs on who holds them, are managed by those who act, and by the machine's operator. */
export function manages(actor: Actor, target: Target): Expected {
  if (actor.role === 'operator') return within(actor, target);
  const outcomes = { acts: 'ok', reads: 'forbidden', none: 'refused' } as const;
  return outcomes[standing(actor, target)];
}

/** What the district, too, sees or says of a town's deputies. */
export function oversees(actor: Actor, target: Target): Expected {
  return actor.role === 'district-officer' ? within(actor, target) : manages(actor, target);
}
