import type { Day, RegionCode } from '#kernel/contract.ts';
import { type ActivityUnit, type QuotaRule, SHIPPED_QUOTAS } from '../../contract.ts';
import { groupKey } from '../activities/units.ts';
import {
  type CountedActivity,
  type QuotaLine,
  type Subject,
  attendanceRate,
  isLate,
  isShort,
  lineOn,
  quotaLines,
} from './quotas.ts';

/** The rules of a region, as they are looked for: its own, else those of its district, else what is shipped. */
export function rulesFor(
  region: RegionCode,
  sets: readonly { readonly region: RegionCode; readonly rules: readonly QuotaRule[] }[],
): readonly QuotaRule[] {
  const district = region.slice(0, 6).padEnd(12, '0');
  const own = sets.find((set) => set.region === region) ?? sets.find((set) => set.region === district);
  return own?.rules ?? SHIPPED_QUOTAS;
}

/** A deputy group, or an activity group in it. */
export interface Group {
  readonly region: RegionCode;
  readonly regionName: string;
  readonly group: string;
  readonly activityGroup: string | null;
  readonly members: number;
}

interface Founded {
  readonly region: RegionCode;
  readonly group: string;
  readonly activityGroup: string | null;
  readonly day: Day;
}

/** What is asked of a group now: of each rule the line of the period that runs. */
export interface Standing {
  readonly activityGroup: string | null;
  readonly members: number;
  readonly foundedDay: Day | null;
  readonly lines: readonly QuotaLine[];
}

/** A deputy group with its activity groups. */
export interface GroupStanding extends Standing {
  readonly key: string;
  readonly region: RegionCode;
  readonly label: string;
  readonly group: string;
  readonly parts: readonly Standing[];
  /** All activities of the group in the year that were held, each once. */
  readonly held: number;
  /** How often its members were on the list of what was held, and came. */
  readonly attendance: { readonly attended: number; readonly invited: number; readonly rate: number | null };
  readonly isShort: boolean;
  readonly isLate: boolean;
}

/** An activity with how many of each of its groups were on the list, and came. */
export interface HeldByGroups extends CountedActivity {
  readonly region: RegionCode;
  readonly units: readonly (ActivityUnit & { readonly invited: number; readonly attended: number })[];
}

export interface QuotaSource {
  readonly year: number;
  readonly today: Day;
  readonly sets: Parameters<typeof rulesFor>[1];
  readonly groups: readonly Group[];
  readonly foundings: readonly Founded[];
  readonly activities: readonly HeldByGroups[];
}

/** Of the members of a group: how often they were on the list of what was held, and came. */
function attendanceOf(group: string, activities: readonly HeldByGroups[]): GroupStanding['attendance'] {
  const units = activities
    .filter(({ isHeld }) => isHeld)
    .flatMap((one) => one.units.filter((unit) => unit.group === group));
  const attended = units.reduce((sum, unit) => sum + unit.attended, 0);
  const invited = units.reduce((sum, unit) => sum + unit.invited, 0);
  return { attended, invited, rate: attendanceRate(attended, invited) };
}

/** By home and group: each activity once for every group that holds it. */
function byGroup(activities: QuotaSource['activities']): ReadonlyMap<string, HeldByGroups[]> {
  const found = new Map<string, HeldByGroups[]>();
  for (const activity of activities) {
    for (const group of new Set(activity.units.map((unit) => unit.group))) {
      const key = groupKey(activity.region, group);
      const own = found.get(key);
      if (own === undefined) found.set(key, [activity]);
      else own.push(activity);
    }
  }
  return found;
}

interface Own {
  readonly subject: Subject;
  readonly rules: readonly QuotaRule[];
  readonly activities: readonly CountedActivity[];
}

function linesNow({ subject, rules, activities }: Own, { year, today }: QuotaSource): QuotaLine[] {
  return rules
    .filter(({ who }) => who === subject.who)
    .map((rule) => lineOn(quotaLines(rule, subject, { year, today, activities }), today))
    .filter((line) => line !== undefined);
}

/** A group's name as it is told apart from those of other towns: with the town, unless it says so itself. */
export function groupLabel(regionName: string, group: string): string {
  return group.includes(regionName) ? group : `${regionName}${group}`;
}

const NUMERALS = '一二三四五六七八九十';

/** Names with Chinese numerals in the order of their numbers: 第三 after 第二, whatever their characters' codes are. */
export function byNumber(one: string, other: string): number {
  const keyOf = (name: string) =>
    name.replaceAll(/[一二三四五六七八九十]/g, (numeral) => String.fromCodePoint(0x41 + NUMERALS.indexOf(numeral)));
  const [first, second] = [keyOf(one), keyOf(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Every deputy group of a region with what its quotas have come to, the groups of a town together. */
export function quotaTable(source: QuotaSource): GroupStanding[] {
  const activitiesOf = byGroup(source.activities);
  const keyOf = ({ region, group, activityGroup }: Omit<Founded, 'day'>) =>
    `${groupKey(region, group)}\n${activityGroup ?? ''}`;
  const foundedOn = new Map(source.foundings.map((one) => [keyOf(one), one.day]));
  const groups = Map.groupBy(source.groups, ({ region, group }) => groupKey(region, group));
  const inOrder = [...groups].toSorted(([one], [other]) => byNumber(one, other));
  return inOrder.map(([key, parts]) => {
    const [{ region, regionName, group } = { region: '' as RegionCode, regionName: '', group: '' }] = parts;
    const activities = activitiesOf.get(key) ?? [];
    const rules = rulesFor(region, source.sets);
    const standingOf = (who: 'group' | 'activity-group', activityGroup: string | null, members: number): Standing => {
      const foundedDay = foundedOn.get(keyOf({ region, group, activityGroup })) ?? null;
      const subject: Subject = { who, group, activityGroup, fromDay: foundedDay, untilDay: null };
      return { activityGroup, members, foundedDay, lines: linesNow({ subject, rules, activities }, source) };
    };
    const members = parts.reduce((sum, part) => sum + part.members, 0);
    const whole = standingOf('group', null, members);
    const own = parts
      .filter(({ activityGroup }) => activityGroup !== null)
      .toSorted((one, other) => byNumber(one.activityGroup ?? '', other.activityGroup ?? ''))
      .map((part) => standingOf('activity-group', part.activityGroup, part.members));
    const lines = [...whole.lines, ...own.flatMap((part) => part.lines)];
    const held = activities.filter(({ isHeld }) => isHeld).length;
    return {
      ...whole,
      key,
      region,
      group,
      label: groupLabel(regionName, group),
      parts: own,
      held,
      isShort: lines.some(isShort),
      isLate: lines.some(isLate),
      attendance: attendanceOf(group, activities),
    };
  });
}
