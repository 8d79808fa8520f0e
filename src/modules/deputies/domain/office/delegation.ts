import { type RegionCode, isWithin, regionLevel } from '#kernel/contract.ts';
import { isSubdistrict } from '../standing.ts';

/** The towns of a region that can be delegated to: a subdistrict's committee acts for the district in any case. */
export function delegableTowns<Region extends { readonly code: RegionCode }>(
  regions: readonly Region[],
  within: RegionCode,
): Region[] {
  return regions.filter(({ code }) => regionLevel(code) === 'town' && isWithin(code, within) && !isSubdistrict(code));
}
