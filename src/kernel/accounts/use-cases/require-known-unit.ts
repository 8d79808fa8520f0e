import type { z } from 'zod';
import { type RegionCode, isWithin, lineage, regionLevel } from '../../values/region-code.ts';
import type { Scene } from '../../use-case/define-use-case.ts';
import { findRegionsWithin } from '../../regions/store/regions.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { nearestNames } from '../domain/nearest-names.ts';
import { requiresUnit } from '../domain/roles.ts';
import type { Place } from './shared.ts';

const MOST_NAMED = 5;

/** Where the units of a region are looked for: a village's are those of its town. */
function whereUnitsAre(region: RegionCode): RegionCode {
  return lineage(region).find((each) => regionLevel(each) === 'town') ?? region;
}

/**
 * Else whoever gets the role would look after nobody, and nobody would notice.
 * @throws Problem `invalid` when there is no such unit in the region: with the names of those most like it
 */
export async function requireKnownUnit(
  { tx, findUnits }: Scene,
  { role, region, unit }: z.output<typeof Place>,
): Promise<void> {
  if (unit === null || findUnits === undefined) return;
  if (!requiresUnit(role)) throw accountErrors.unitNotWanted();
  const around = whereUnitsAre(region);
  const units = (await findUnits(tx, around)).filter((each) => each.role === role);
  if (units.some((each) => each.name === unit && isWithin(each.region, region))) return;
  const names = new Map((await findRegionsWithin(tx, around)).map(({ code, name }) => [code, name]));
  const place = names.get(region) ?? region;
  const nearest = nearestNames(
    unit,
    units.map(({ name }) => name),
    MOST_NAMED,
  );
  const near = nearest.map((name) => {
    const towns = units.filter((each) => each.name === name && each.region !== region);
    return towns.length === 0 ? name : `${name}（${towns.map((each) => names.get(each.region)).join('、')}）`;
  });
  throw accountErrors.unknownUnit({ isStation: role === 'station-clerk', unit, place, near });
}
