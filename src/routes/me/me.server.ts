import type { RequestEvent } from '@sveltejs/kit';
import { type Actor, type Stage, deputyActor } from '#kernel/index.server.ts';
import { signedInOr } from '../visit.server.ts';

export interface Me {
  readonly stage: Stage;
  /** The deputy, in their district. */
  readonly actor: Actor;
}

/** By how many milliseconds the clock of the office's business is ahead of the machine's: not 0 in a demonstration. */
export function clockOf({ now, recordedNow }: Stage): number {
  return now().epochMilliseconds - recordedNow().epochMilliseconds;
}

/**
 * A deputy's own pages, for the deputy who is signed in.
 * @throws a redirect to the sign-in page, or Problem `forbidden` for somebody who is no deputy
 */
export function meOf(event: Pick<RequestEvent, 'locals' | 'url'>): Me {
  return { stage: event.locals.stage, actor: deputyActor(signedInOr(event)) };
}
