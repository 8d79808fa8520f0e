import { type Day, dayOf, startOfDay } from '#kernel/contract.ts';
import type { CommitmentState, Evidence, TimelineEntry } from '../contract.ts';
import { whichVerifierIsShown } from './which-verifier-is-shown.ts';

interface Change {
  readonly state: CommitmentState;
  readonly at: string;
  readonly isAssumed: boolean;
  readonly by: string | null;
  readonly how: string | null;
  readonly isOnBehalf: boolean;
}

function eventOf(state: CommitmentState, before: CommitmentState | undefined): TimelineEntry['event'] | undefined {
  switch (state) {
    case 'published':
      if (before === 'claimed') return 'rejected';
      return before === 'fulfilled' ? 'reopened' : 'published';
    case 'claimed':
    case 'fulfilled':
    case 'withdrawn':
      return state;
    default:
      // What was not public yet is not told.
      return undefined;
  }
}

/** What was reported on the way. */
interface Report {
  readonly text: string;
  readonly day: Day;
  readonly reportedAt: string;
  readonly quantity: string | null;
  readonly isOnBehalf: boolean;
  /** Of the milestone that was reached. */
  readonly title: string | null;
  readonly plannedDay: Day | null;
  readonly evidence: readonly Evidence[];
}

const NOTHING = {
  isAssumed: false,
  by: null,
  how: null,
  isReviewed: false,
  isOnBehalf: false,
  quantity: null,
  milestone: null,
};

/** What was done before the publication is told with it, not before it. */
function told(report: Report, publishedAt: string): TimelineEntry {
  const { text, day, reportedAt, quantity, isOnBehalf, title, plannedDay, evidence } = report;
  const onDay = dayOf(reportedAt) === day ? reportedAt : startOfDay(day);
  const at = onDay < publishedAt ? publishedAt : onDay;
  const milestone = title === null || plannedDay === null ? null : { title, plannedDay, isLate: day > plannedDay };
  const event = milestone === null ? 'progress' : 'milestone';
  const said = { ...NOTHING, how: text, quantity, milestone, isOnBehalf, evidence: [...evidence] };
  return { at, event, ...said };
}

/** When a wording was replaced, and the public reason. */
interface Amended {
  readonly until: string;
  readonly reason: string | null;
}

/**
 * The life of a commitment as the public reads it.
 * @param life.changes in the order in which they took effect
 */
export function timelineOf(life: {
  readonly changes: readonly Change[];
  readonly amended: readonly Amended[];
  readonly reports: readonly Report[];
}): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const plain = { ...NOTHING, evidence: [] };
  for (const [index, { state, at, isAssumed, by, how, isOnBehalf }] of life.changes.entries()) {
    const before = life.changes[index - 1]?.state;
    const event = eventOf(state, before);
    if (event === undefined) continue;
    const shownBy = event === 'fulfilled' ? whichVerifierIsShown(by) : null;
    entries.push({ ...plain, at, event, isAssumed, by: shownBy, how, isOnBehalf, isReviewed: before === 'submitted' });
  }
  const amended = life.amended.map(({ until, reason }): TimelineEntry => {
    return { ...plain, at: until, event: 'amended', how: reason };
  });
  entries.push(...amended);
  const publishedAt = entries.find(({ event }) => event === 'published')?.at ?? '';
  entries.push(...life.reports.map((report) => told(report, publishedAt)));
  return entries.toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}
