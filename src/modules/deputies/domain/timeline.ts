import { type Day, dayOf, startOfDay } from '#kernel/contract.ts';
import type { CommitmentState, Evidence, TimelineEntry } from '../contract.ts';
import { whichVerifierIsShown } from './which-verifier-is-shown.ts';

interface Change {
  readonly state: CommitmentState;
  readonly at: string;
  readonly isAssumed: boolean;
  readonly by: string | null;
  readonly how: string | null;
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
  readonly kind: 'progress' | 'milestone';
  readonly text: string;
  readonly day: Day;
  readonly reportedAt: string;
  readonly evidence: readonly Evidence[];
}

/** What was done before the publication is told with it, not before it. */
function told({ kind, text, day, reportedAt, evidence }: Report, publishedAt: string): TimelineEntry {
  const onDay = dayOf(reportedAt) === day ? reportedAt : startOfDay(day);
  const at = onDay < publishedAt ? publishedAt : onDay;
  return { at, event: kind, isAssumed: false, by: null, how: text, evidence: [...evidence] };
}

/**
 * The life of a commitment as the public reads it.
 * @param life.changes in the order in which they took effect
 * @param life.amendedAt when an earlier wording was replaced
 */
export function timelineOf(life: {
  readonly changes: readonly Change[];
  readonly amendedAt: readonly string[];
  readonly reports: readonly Report[];
}): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const plain = { isAssumed: false, by: null, how: null, evidence: [] };
  for (const [index, { state, at, isAssumed, by, how }] of life.changes.entries()) {
    const event = eventOf(state, life.changes[index - 1]?.state);
    if (event === undefined) continue;
    entries.push({ ...plain, at, event, isAssumed, by: event === 'fulfilled' ? whichVerifierIsShown(by) : null, how });
  }
  entries.push(...life.amendedAt.map((at): TimelineEntry => ({ ...plain, at, event: 'amended' })));
  const publishedAt = entries.find(({ event }) => event === 'published')?.at ?? '';
  entries.push(...life.reports.map((report) => told(report, publishedAt)));
  return entries.toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}
