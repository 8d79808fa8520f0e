import { type RegionCode, isWithin } from '#kernel/contract.ts';

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
