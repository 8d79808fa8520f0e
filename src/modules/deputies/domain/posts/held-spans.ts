import type { Day } from '#kernel/contract.ts';

export interface Span {
  readonly fromDay: Day;
  /** The first day after it; null while it lasts. */
  readonly untilDay: Day | null;
}

export interface HeldPost extends Span {
  readonly suspendedFrom: Day | null;
  readonly suspendedUntil: Day | null;
}

function earlier(one: Day | null, other: Day | null): Day | null {
  if (one === null) return other;
  return other === null || one < other ? one : other;
}

/** The days on which a post is held and not suspended, as at most two spans. */
export function heldSpans({ fromDay, untilDay, suspendedFrom, suspendedUntil }: HeldPost): Span[] {
  if (suspendedFrom === null) return [{ fromDay, untilDay }];
  const before = { fromDay, untilDay: earlier(untilDay, suspendedFrom) };
  const after =
    suspendedUntil === null ? [] : [{ fromDay: suspendedUntil > fromDay ? suspendedUntil : fromDay, untilDay }];
  return [before, ...after].filter((span) => span.untilDay === null || span.fromDay < span.untilDay);
}

export function isHeldOn(post: HeldPost, day: Day): boolean {
  return heldSpans(post).some((span) => span.fromDay <= day && (span.untilDay === null || day < span.untilDay));
}

/** Whether two posts are held on one day at least, suspended or not. */
export function overlaps(one: Span, other: Span): boolean {
  const begins = (a: Span, b: Span) => b.untilDay === null || a.fromDay < b.untilDay;
  return begins(one, other) && begins(other, one);
}
