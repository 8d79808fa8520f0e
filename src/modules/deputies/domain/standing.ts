import { type RegionCode, isWithin } from '#kernel/contract.ts';
import type { Level } from '../contract.ts';

/** Where a post, or a commitment made in it, belongs. */
export interface Place {
  readonly region: RegionCode;
  readonly level: Level;
  /** Whether the town's officer acts for deputies of this level, above the township's, in the district's name. */
  readonly isDelegated: boolean;
}

/** Own: by office; delegated: in the district's name; superior: sees it, and steps in where the town must not. */
export type Standing = 'own' | 'delegated' | 'superior' | 'reader';

/** Digits 7 to 9 of a region's code: 001–099 is a subdistrict (GB/T 10114), whose committee acts for the district. */
export function isSubdistrict(region: RegionCode): boolean {
  const digits = region.slice(6, 9);
  return digits !== '000' && digits.startsWith('0');
}

/** What the staff of a town are to what lies in it. */
export function standingOfTown(at: Place): Standing {
  if (at.level === 'township') return 'own';
  return at.isDelegated || isSubdistrict(at.region) ? 'delegated' : 'reader';
}

/** What the district's officer is to what lies in the district. */
export function standingOfDistrict({ level }: Pick<Place, 'level'>): Standing {
  return level === 'township' ? 'superior' : 'own';
}

/** What an officer is to what lies at a place: the one rule for commitments, posts and persons. */
export function standingOfOfficer(
  actor: { readonly role: string; readonly region: RegionCode },
  at: Place,
): Standing | undefined {
  if (!isWithin(at.region, actor.region)) return undefined;
  if (actor.role === 'district-officer') return standingOfDistrict(at);
  return actor.role === 'town-officer' ? standingOfTown(at) : undefined;
}

/** Whether it is somebody's to change. */
export function isActing(standing: Standing | undefined): boolean {
  return standing === 'own' || standing === 'delegated';
}
