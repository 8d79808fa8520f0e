import type { Day } from '#kernel/contract.ts';
import type { ActivityKind, ActivityUnit, QuotaRule } from '../../contract.ts';
import { type Period, daysBetween, overlap, periodsOf } from './periods.ts';

/** An activity as a quota counts it: cancelled ones do not come here. */
export interface CountedActivity {
  readonly kind: ActivityKind;
  readonly isHeld: boolean;
  readonly day: Day;
  readonly units: readonly ActivityUnit[];
}

/** Of whom a quota is asked, and since when within the year: null, all of it. */
export interface Subject {
  readonly who: QuotaRule['who'];
  readonly group: string;
  readonly activityGroup: string | null;
  /** The day on which a group was founded, or a post began. */
  readonly fromDay: Day | null;
  /** Of a deputy: the first day on which the post is no longer held. */
  readonly untilDay: Day | null;
}

export interface QuotaLine extends Period {
  readonly rule: QuotaRule;
  readonly required: number;
  readonly done: number;
  readonly planned: number;
  /** Not done yet. */
  readonly missing: number;
  /** Neither done nor planned. */
  readonly unplanned: number;
  /** How many it comes to at this pace by the end of the period; null before its first day. */
  readonly forecast: number | null;
}

/**
 * Whether an activity counts for a group. One of the whole group counts for no activity group; one that several activity
 * groups hold together counts once for each of them, and once for the group.
 */
function isOf({ who, group, activityGroup }: Subject, { kind, units }: CountedActivity): boolean {
  if (who !== 'activity-group') return units.some((unit) => unit.group === group);
  const isUnit = (unit: ActivityUnit) => unit.group === group && unit.activityGroup === activityGroup;
  return kind === 'activity-group' && units.some(isUnit);
}

const isOfKind = ({ kind }: QuotaRule, activity: CountedActivity): boolean => kind === 'any' || kind === activity.kind;

/** So many of a whole period's for a part of it, half up. */
function proRata(least: number, part: number, whole: number): number {
  return Math.floor((2 * least * part + whole) / (2 * whole));
}

/**
 * A group's quota does not shrink with its members. Only what a deputy owes, and a group founded within the period, is
 * taken by the days.
 */
function requiredOf({ least }: QuotaRule, period: Period, covered: Period): number {
  const part = daysBetween(covered.fromDay, covered.untilDay);
  return proRata(least, part, daysBetween(period.fromDay, period.untilDay));
}

function forecastOf(done: number, covered: Period, today: Day): number | null {
  if (today < covered.fromDay) return null;
  if (today >= covered.untilDay) return done;
  const elapsed = daysBetween(covered.fromDay, today) + 1;
  return Math.floor((done * daysBetween(covered.fromDay, covered.untilDay)) / elapsed);
}

/**
 * What a rule asks of somebody in each of its periods of a year, and what has become of it by a day.
 * @param activities those of the year; for a deputy those that were attended, or to which there is an invitation
 */
export function quotaLines(
  rule: QuotaRule,
  subject: Subject,
  {
    year,
    today,
    activities,
  }: { readonly year: number; readonly today: Day; readonly activities: readonly CountedActivity[] },
): QuotaLine[] {
  const isTheirs = (one: CountedActivity) => (subject.who === 'deputy' || isOf(subject, one)) && isOfKind(rule, one);
  const counted = activities.filter(isTheirs);
  return periodsOf(year, rule.period).map((period) => {
    const within = counted.filter(({ day }) => period.fromDay <= day && day < period.untilDay);
    const done = within.filter(({ isHeld }) => isHeld).length;
    const planned = within.length - done;
    const covered = overlap(period, subject.fromDay, subject.untilDay);
    const required = requiredOf(rule, period, covered);
    return {
      ...{ ...period, rule, required, done, planned },
      missing: Math.max(0, required - done),
      unplanned: Math.max(0, required - done - planned),
      forecast: forecastOf(done, covered, today),
    };
  });
}

/** The line of the period in which a day lies; before the year the first, after it the last. */
export function lineOn(lines: readonly QuotaLine[], today: Day): QuotaLine | undefined {
  return lines.find(({ untilDay }) => today < untilDay) ?? lines.at(-1);
}

/** All that was asked in periods that are over, and of the one that runs. */
export function isShort({ required, done }: QuotaLine): boolean {
  return done < required;
}

/** Whether it will not be reached at this pace, nor with what is planned. */
export function isLate(line: QuotaLine): boolean {
  return isShort(line) && line.unplanned > 0 && (line.forecast ?? line.required) < line.required;
}

/** So many attended of so many invited, per cent with one decimal, half up; null of none. */
export function attendanceRate(attended: number, invited: number): number | null {
  return invited === 0 ? null : Math.floor((2000 * attended + invited) / (2 * invited)) / 10;
}
