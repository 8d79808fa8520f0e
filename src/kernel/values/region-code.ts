import { z } from 'zod';

/** Twelve digits after GB/T 2260: province 2, city 2, district 2, town 3, village 3; what is not said is zeros. */
export const RegionCode = z
  .string()
  .regex(/^\d{12}$/, { message: 'must be twelve digits' })
  .brand('RegionCode');
export type RegionCode = z.infer<typeof RegionCode>;

/** All regions lie within it. */
export const COUNTRY = '000000000000' as RegionCode;

const LEVELS = [
  ['country', 0],
  ['province', 2],
  ['prefecture', 4],
  ['district', 6],
  ['town', 9],
  ['village', 12],
] as const;
export type RegionLevel = (typeof LEVELS)[number][0];

function levelOf(region: RegionCode): (typeof LEVELS)[number] {
  return LEVELS.find(([, length]) => /^0*$/.test(region.slice(length))) ?? LEVELS[5];
}

export function regionLevel(region: RegionCode): RegionLevel {
  return levelOf(region)[0];
}

/** The digits that a region shares with all that lies within it: "500199" of a district. */
export function significantDigits(region: RegionCode): string {
  return region.slice(0, levelOf(region)[1]);
}

/** True when `inner` is `outer` or lies in it. */
export function isWithin(inner: RegionCode, outer: RegionCode): boolean {
  return inner.startsWith(significantDigits(outer));
}

/** A region and all that it lies in, from the country down. */
export function lineage(region: RegionCode): RegionCode[] {
  const own = levelOf(region)[1];
  return LEVELS.filter(([, length]) => length <= own).map(
    ([, length]) => region.slice(0, length).padEnd(12, '0') as RegionCode,
  );
}

/** The six digits by which the rows of a district are kept together. */
export function districtCode(region: RegionCode): string {
  return region.slice(0, 6);
}

/** The smallest region that holds all towns and villages among some regions: their district when they share one. */
export function commonRegion(regions: readonly RegionCode[]): RegionCode {
  const inner = regions.filter((region) => ['district', 'town', 'village'].includes(regionLevel(region)));
  const [first] = inner;
  if (first === undefined) return COUNTRY;
  const shared = lineage(first).filter((region) => inner.every((other) => isWithin(other, region)));
  return shared.findLast((region) => !['town', 'village'].includes(regionLevel(region))) ?? COUNTRY;
}
