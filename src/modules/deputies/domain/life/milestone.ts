import type { Day } from '#kernel/contract.ts';
import { lifeErrors } from './life-errors.ts';
import { requireDueInYear } from './wording.ts';

/** More steps than this are a diary, and no plan. */
export const MOST_MILESTONES = 20;

/** A step planned on the way, as far as it matters for what can become of it. */
export interface Milestone {
  readonly commitmentId: string;
  readonly plannedDay: Day;
  /** The day of the report that reached it. */
  readonly reachedDay: Day | null;
  readonly givenUpAt: string | null;
}

/** A step lies within the time of its promise. @throws Problem `invalid` */
export function requirePlanSound(
  plannedDay: Day,
  of: { readonly year: number; readonly dueDay: Day | null; readonly planned: number },
): void {
  requireDueInYear(plannedDay, of.year);
  if (of.dueDay !== null && plannedDay > of.dueDay) throw lifeErrors.milestoneAfterDue();
  if (of.planned >= MOST_MILESTONES) throw lifeErrors.tooManyMilestones(MOST_MILESTONES);
}

/** Still planned: neither reached nor given up. */
export function isAhead({ reachedDay, givenUpAt }: Milestone): boolean {
  return reachedDay === null && givenUpAt === null;
}

/** @throws Problem `conflict` when it was reached or given up before */
export function requireAhead(milestone: Milestone): void {
  if (!isAhead(milestone)) throw lifeErrors.milestoneSettled();
}

/** Reached after its day, or not yet although the day is past. What was given up is late for nothing. */
export function isLate({ plannedDay, reachedDay, givenUpAt }: Omit<Milestone, 'commitmentId'>, today: Day): boolean {
  return givenUpAt === null && (reachedDay ?? today) > plannedDay;
}
