import type { PlacedPost } from '../people/contradictions.ts';
import { type HeldPost, overlaps } from './held-spans.ts';

/** A post with what the office has decided of it, which no roster says. */
export interface DecidedPost extends PlacedPost, HeldPost {
  readonly endedDay: string | null;
  readonly isLeading: boolean | null;
}

/** Right after the other, and not because the office ended the first. */
function goesOn(first: DecidedPost, next: DecidedPost): boolean {
  return first.untilDay === next.fromDay && first.endedDay === null;
}

/**
 * Whether two posts of one person can be one: of one level through one town, at one time or one right after the other.
 * Their congress is not looked at: that rosters spell it in two ways is why one post is taken for two.
 */
export function canBeOnePost(one: DecidedPost, other: DecidedPost): boolean {
  const isOnePlace = one.level === other.level && one.region === other.region;
  return isOnePlace && (overlaps(one, other) || goesOn(one, other) || goesOn(other, one));
}

function decisionsOf({ endedDay, suspendedFrom, suspendedUntil, earlierSuspensions = [], isLeading }: DecidedPost) {
  const earlier = earlierSuspensions.map(({ fromDay, untilDay }) => `${fromDay}/${untilDay ?? ''}`).join(' ');
  return [endedDay, suspendedFrom, suspendedUntil, earlier === '' ? null : earlier, isLeading];
}

/** Whether the office has decided something of the post that goes that is not so of the one that is kept. */
export function wouldLoseDecision(gone: DecidedPost, kept: DecidedPost): boolean {
  const remain = decisionsOf(kept);
  return decisionsOf(gone).some((decision, index) => decision !== null && decision !== remain[index]);
}
