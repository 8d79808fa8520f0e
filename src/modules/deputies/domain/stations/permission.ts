import { type RegionCode, isWithin } from '#kernel/contract.ts';
import type { StationKind } from '../../contract.ts';

interface Acting {
  readonly role: string;
  readonly region: RegionCode;
  readonly unit?: string;
}

const OFFICE: readonly string[] = ['operator', 'district-officer', 'town-officer'];

/** Whether somebody may change a station: the offices of its region, and the clerk whose station it is. */
export function mayKeepStation(
  actor: Acting,
  station: { readonly region: RegionCode; readonly name: string },
): boolean {
  if (!isWithin(station.region, actor.region)) return false;
  if (actor.role === 'station-clerk') return actor.unit === station.name;
  return OFFICE.includes(actor.role);
}

/** What the name of a place in a roster says that it is: a town's home ends in 之家. */
export function kindOf(name: string): 'home' | 'station' {
  return name.endsWith('之家') ? 'home' : 'station';
}

/** By what a place is told to have a deputy: its name in the roster's column, or the village's electoral districts. */
export function attachedBy(kind: StationKind): 'station' | 'workplace' | 'electoral-district' {
  if (kind === 'notice-board') return 'electoral-district';
  return kind === 'workplace' ? 'workplace' : 'station';
}

/** Whether it is a place where deputies receive people as a rule; elsewhere just a wall hangs. */
export function isForReceptions(kind: StationKind): boolean {
  return kind === 'home' || kind === 'station';
}
