import { isWithin } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import { type Belonging, standingOf } from '../life/permission.ts';
import { isActing } from '../standing.ts';

/** Who writes down what deputies do: themselves, and the office on their behalf. */
export const LOGGERS = ['deputy', 'station-clerk', 'town-officer', 'district-officer', 'operator'] as const;
/** Who reads it in the office; a clerk of the own station, a leader of the own group. */
export const DUTY_READERS = [
  ...(['operator', 'district-officer', 'town-officer', 'station-clerk', 'group-leader', 'auditor'] as const),
];

/** Whether somebody writes down duties of a post: whoever acts for it, and the machine's operator. */
export function mayLog(actor: Actor, post: Belonging): boolean {
  if (actor.role === 'operator') return isWithin(post.region, actor.region);
  return isActing(standingOf(actor, post));
}
