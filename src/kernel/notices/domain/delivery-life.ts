import type { Life } from '../../values/life.ts';
import { noticeErrors } from './notice-errors.ts';

/** Who takes a step: the product's own work by the clock, or an officer on the page. */
type Hand = 'clock' | 'officer';

export const DELIVERY_STATES = [
  'waiting',
  'sending',
  'will-retry',
  'delivered',
  'in-doubt',
  'given-up',
  'void',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * The life of one notice on its way to one recipient by one channel. `sending` is written down before anything is sent:
 * what is found in it after its time was cut off, and whether it went out is not known.
 */
export const deliveryLife = {
  send: { from: ['waiting', 'will-retry'], to: 'sending', by: ['clock'] },
  deliver: { from: ['sending'], to: 'delivered', by: ['clock'] },
  /** It did not go out, or the channel knows a repeat from a second notice. */
  fail: { from: ['sending'], to: 'will-retry', by: ['clock'] },
  /** It may have gone out, and a repeat would be a second one. */
  lose: { from: ['sending'], to: 'in-doubt', by: ['clock'] },
  giveUp: { from: ['sending'], to: 'given-up', by: ['clock'] },
  /** What it tells is so no longer, or is no longer wanted. */
  drop: { from: ['sending'], to: 'void', by: ['clock'] },
  /** It waits for the end of quiet hours, as if it had not been tried. */
  postpone: { from: ['sending'], to: 'waiting', by: ['clock'] },
  retry: { from: ['will-retry', 'in-doubt', 'given-up'], to: 'waiting', by: ['officer'] },
} as const satisfies Life<string, DeliveryState, Hand>;

export type DeliveryAction = keyof typeof deliveryLife;

/** @returns the state to which an action leads @throws Problem `conflict` when it does not lead on from this state */
export function deliveryStep(action: DeliveryAction, state: DeliveryState): DeliveryState {
  const { from, to } = deliveryLife[action];
  if ((from as readonly DeliveryState[]).includes(state)) return to;
  throw noticeErrors.notNow(action, state);
}

/** What came of sending. */
export type Outcome =
  | { readonly kind: 'delivered' }
  /** It surely did not go out. `isFinal`: nor will it ever, to this address. `isDown`: nothing goes out at the moment. */
  | { readonly kind: 'failed'; readonly code: string; readonly isFinal?: boolean; readonly isDown?: boolean }
  /** Nobody answered after it had been handed over. */
  | { readonly kind: 'unknown'; readonly code: string };

/** After so many attempts, some three days by `pauseAfter`, a person has to look at it. */
export const MOST_ATTEMPTS = 24;

/** What an outcome means for the delivery. `isRepeatKnown`: the channel's receiver knows a repeat from a second notice. */
export function actionAfter(
  outcome: Outcome,
  { attempts, isRepeatKnown }: { readonly attempts: number; readonly isRepeatKnown: boolean },
): 'deliver' | 'fail' | 'lose' | 'giveUp' {
  if (outcome.kind === 'delivered') return 'deliver';
  if (outcome.kind === 'unknown' && !isRepeatKnown) return 'lose';
  if (outcome.kind === 'failed' && outcome.isFinal === true) return 'giveUp';
  return attempts >= MOST_ATTEMPTS ? 'giveUp' : 'fail';
}

const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 4 * 3600;

/** Seconds until the next attempt after so many: one minute, doubled each time, up to four hours. */
export function pauseAfter(attempts: number): number {
  const doublings = Math.min(Math.max(attempts - 1, 0), 16);
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** doublings, LONGEST_PAUSE_SECONDS);
}
