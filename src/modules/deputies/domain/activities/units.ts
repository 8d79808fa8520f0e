import { type RegionCode, districtCode, isWithin } from '#kernel/contract.ts';
import { type ActivityKind, type ActivityUnit, Level } from '../../contract.ts';
import { isActing, standingOfOfficer } from '../standing.ts';
import { activityErrors } from './activity-errors.ts';

/** Levels whose deputies of a district form one group, wherever in it they live. */
const OF_DISTRICT: readonly Level[] = ['national', 'provincial', 'prefectural'];

/** Where a group is at home: of levels above the county's the district, else the town. */
export function homeOfGroup(level: Level, region: RegionCode): RegionCode {
  const isOfDistrict = OF_DISTRICT.includes(level);
  return (isOfDistrict ? districtCode(region).padEnd(12, '0') : region.slice(0, 9).padEnd(12, '0')) as RegionCode;
}

/** `regionCode:groupName`, as the figures have it. */
export function groupKey(region: string, group: string): string {
  return `${region}:${group}`;
}

/** A group as permission sees it. */
export interface GroupPlace {
  readonly region: RegionCode;
  readonly group: string;
  /** Of its deputies the lowest: whoever leads those leads the group. */
  readonly level: Level;
  readonly isDelegated: boolean;
}

/** The lowest of some levels. */
export function lowestOf(levels: readonly Level[]): Level {
  return Level.options.findLast((level) => levels.includes(level)) ?? 'township';
}

interface Acting {
  readonly role: string;
  readonly region: RegionCode;
  readonly unit?: string;
}

/** Whether somebody arranges the activities of a group: its leader, the officer whose deputies they are, the operator. */
export function mayOrganise(actor: Acting, place: GroupPlace): boolean {
  if (!isWithin(place.region, actor.region)) return false;
  if (actor.role === 'operator') return true;
  if (actor.role === 'group-leader') return actor.unit === place.group;
  return isActing(standingOfOfficer(actor, place));
}

/**
 * Who holds an activity, told once each.
 * @throws Problem `invalid` for an activity of activity groups without one, or of a whole group with one
 */
export function unitsOf(kind: ActivityKind, units: readonly ActivityUnit[]): ActivityUnit[] {
  if (kind === 'whole-group' && units.some(({ activityGroup }) => activityGroup !== null))
    throw activityErrors.ofWholeGroup();
  if (kind === 'activity-group' && units.some(({ activityGroup }) => activityGroup === null)) {
    throw activityErrors.whichActivityGroup();
  }
  const keyOf = ({ group, activityGroup }: ActivityUnit) => `${group}\n${activityGroup ?? ''}`;
  return [...new Map(units.map((unit) => [keyOf(unit), unit])).values()];
}
