import type { Life } from '#kernel/contract.ts';
import type { ActivityState } from '../../contract.ts';
import { activityErrors } from './activity-errors.ts';

export type Organiser = 'operator' | 'district-officer' | 'town-officer' | 'group-leader';
/** Whose groups' activities somebody plans and keeps: officers by region, a leader of the own group. */
export const ORGANISERS = ['operator', 'district-officer', 'town-officer', 'group-leader'] as const;

/** What was held stays held: its minutes are written on, and no list of those present is made to vanish. */
export const activityLife = {
  change: { from: ['planned'], to: 'planned', by: ORGANISERS },
  record: { from: ['planned', 'held'], to: 'held', by: ORGANISERS },
  cancel: { from: ['planned'], to: 'cancelled', by: ORGANISERS },
} as const satisfies Life<string, ActivityState, Organiser>;

export type ActivityAction = keyof typeof activityLife;

/** @throws Problem `conflict` when the activity is in no state from which the action leads */
export function stepOf(action: ActivityAction, state: ActivityState): ActivityState {
  const { from, to } = activityLife[action];
  if (!(from as readonly ActivityState[]).includes(state)) throw activityErrors.notNow(state);
  return to;
}

/** What photos of an activity are attached to. */
export const ACTIVITY_SUBJECT = 'activity';
