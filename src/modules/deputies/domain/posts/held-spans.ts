import type { Day } from '#kernel/contract.ts';

export interface Span {
  readonly fromDay: Day;
  /** The first day after it; null while it lasts. */
  readonly untilDay: Day | null;
}

export interface HeldPost extends Span {
  readonly suspendedFrom: Day | null;
  readonly suspendedUntil: Day | null;
  /** Those that were over before the one above began. */
  readonly earlierSuspensions?: readonly Span[];
}

function earlier(one: Day | null, other: Day | null): Day | null {
  if (one === null) return other;
  return other === null || one < other ? one : other;
}

/** What is left of spans outside of a pause. */
function without(spans: readonly Span[], pause: Span): Span[] {
  const { fromDay: begins, untilDay: ends } = pause;
  return spans
    .flatMap(({ fromDay, untilDay }) => {
      const before = { fromDay, untilDay: earlier(untilDay, begins) };
      return ends === null ? [before] : [before, { fromDay: ends > fromDay ? ends : fromDay, untilDay }];
    })
    .filter((span) => span.untilDay === null || span.fromDay < span.untilDay);
}

/** The days on which a post is held and not suspended. */
export function heldSpans(post: HeldPost): Span[] {
  const { fromDay, untilDay, suspendedFrom, suspendedUntil, earlierSuspensions = [] } = post;
  const latest = suspendedFrom === null ? [] : [{ fromDay: suspendedFrom, untilDay: suspendedUntil }];
  return [...earlierSuspensions, ...latest].reduce(without, [{ fromDay, untilDay }]);
}

export function isHeldOn(post: HeldPost, day: Day): boolean {
  return heldSpans(post).some((span) => span.fromDay <= day && (span.untilDay === null || day < span.untilDay));
}

/** Whether two posts are held on one day at least, suspended or not. */
export function overlaps(one: Span, other: Span): boolean {
  const begins = (a: Span, b: Span) => b.untilDay === null || a.fromDay < b.untilDay;
  return begins(one, other) && begins(other, one);
}
