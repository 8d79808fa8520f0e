import type { CommitmentState, MyEvent, MyStep, ReviewPoint } from '../../contract.ts';
import { whichVerifierIsShown } from '../which-verifier-is-shown.ts';

interface Change {
  readonly state: CommitmentState;
  readonly at: string;
  readonly by: string | null;
  readonly how: string | null;
}

interface Review {
  readonly at: string;
  readonly isSpecific: boolean;
  readonly isVerifiable: boolean;
  readonly isOwn: boolean;
  readonly isPassed: boolean;
  readonly note: string | null;
}

type Check = Omit<Extract<MyStep, { is: 'check' }>, 'is'>;
type Amended = Omit<Extract<MyStep, { is: 'amended' }>, 'is'>;
type Entry = Omit<Extract<MyStep, { is: 'entry' }>, 'is'>;

function eventOf(state: CommitmentState, before: CommitmentState | undefined): MyEvent {
  if (state === 'draft') return 'drafted';
  if (state !== 'published') return state;
  if (before === 'claimed') return 'rejected';
  return before === 'fulfilled' ? 'reopened' : 'published';
}

const POINTS: readonly ReviewPoint[] = ['isSpecific', 'isVerifiable', 'isOwn'];

/** A review says more than the change that it leads to, and so does a check. */
const TOLD_BY_REVIEW: readonly MyEvent[] = ['returned'];
const TOLD_BY_CHECK: readonly MyEvent[] = ['rejected'];

/**
 * All that happened to a commitment, the latest first; of one instant the later step first.
 * @param of each list in the order in which it happened
 */
export function mySteps(of: {
  readonly changes: readonly Change[];
  readonly reviews: readonly Review[];
  readonly checks: readonly Check[];
  readonly entries: readonly Entry[];
  readonly amended: readonly Amended[];
}): MyStep[] {
  const changes = of.changes.map(({ state, at, by, how }, index): MyStep & { is: 'change' } => {
    const event = eventOf(state, of.changes[index - 1]?.state);
    return { is: 'change', at, event, by: event === 'fulfilled' ? whichVerifierIsShown(by) : null, how };
  });
  const isToldAgain = ({ event, at }: (typeof changes)[number]) =>
    (TOLD_BY_REVIEW.includes(event) && of.reviews.some((review) => review.at === at && !review.isPassed)) ||
    (TOLD_BY_CHECK.includes(event) && of.checks.some((check) => check.at === at && !check.isConfirmed));
  const steps: MyStep[] = [
    ...of.entries.map((entry) => ({ is: 'entry' as const, ...entry })),
    ...changes.filter((change) => !isToldAgain(change)),
    ...of.reviews.map(({ at, isPassed, note, ...points }) => {
      return { is: 'review' as const, at, isPassed, note, unmet: POINTS.filter((point) => !points[point]) };
    }),
    ...of.amended.map((one) => ({ is: 'amended' as const, ...one })),
    ...of.checks.map((check) => ({ is: 'check' as const, ...check })),
  ];
  return steps
    .map((step, index) => ({ step, index }))
    .sort((one, other) => other.step.at.localeCompare(one.step.at) || other.index - one.index)
    .map(({ step }) => step);
}
