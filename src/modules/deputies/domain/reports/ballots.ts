import { BALLOTS, type BallotCounts } from '../../contract.ts';
import { rate } from '../figures/rate.ts';
import { reportErrors } from './report-errors.ts';

export interface Counted extends BallotCounts {
  readonly eligible: number;
  readonly present: number;
}

function ballotsIn(counts: BallotCounts): number {
  return BALLOTS.reduce((sum, ballot) => sum + counts[ballot], 0);
}

/** @throws Problem `invalid` unless ballots ≤ present ≤ eligible, and there is a ballot */
export function requireCounts(counts: Counted): void {
  const { eligible, present } = counts;
  const ballots = ballotsIn(counts);
  if (present > eligible) throw reportErrors.morePresent(present, eligible);
  if (ballots > present) throw reportErrors.moreBallots(ballots, present);
  if (ballots === 0) throw reportErrors.noBallots();
}

/** What follows from the counts. Who was there and cast no ballot counts for the turnout alone. */
export function ratesOf(counts: Counted) {
  const ballots = ballotsIn(counts);
  return {
    ballots,
    turnout: rate(counts.present, counts.eligible),
    satisfiedRate: rate(counts.satisfied, ballots),
    contentRate: rate(counts.satisfied + counts.basically, ballots),
  };
}

/** Whether a day can be one on which a year's report was appraised: in it or the next, and not ahead. */
export function isDayOf(year: number, day: string, today: string): boolean {
  return day >= `${year}-01-01` && day <= `${year + 1}-12-31` && day <= today;
}
