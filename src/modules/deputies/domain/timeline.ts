import type { CommitmentState, TimelineEntry } from '../contract.ts';
import { whichVerifierIsShown } from './which-verifier-is-shown.ts';

interface Change {
  readonly state: CommitmentState;
  readonly at: string;
  readonly isAssumed: boolean;
  readonly by: string | null;
  readonly how: string | null;
}

function eventOf(state: CommitmentState, isPublished: boolean): TimelineEntry['event'] | undefined {
  switch (state) {
    case 'published':
      return isPublished ? 'reopened' : 'published';
    case 'claimed':
    case 'fulfilled':
    case 'withdrawn':
      return state;
    default:
      // What was not public yet is not told.
      return undefined;
  }
}

/**
 * The life of a commitment as the public reads it.
 * @param changes in the order in which they took effect
 * @param amendedAt when an earlier wording was replaced
 */
export function timelineOf(changes: readonly Change[], amendedAt: readonly string[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const { state, at, isAssumed, by, how } of changes) {
    const event = eventOf(state, entries.length > 0);
    if (event === undefined) continue;
    entries.push({ at, event, isAssumed, by: event === 'fulfilled' ? whichVerifierIsShown(by) : null, how });
  }
  const amendments = amendedAt.map((at): TimelineEntry => ({
    at,
    event: 'amended',
    isAssumed: false,
    by: null,
    how: null,
  }));
  return [...entries, ...amendments].toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}
