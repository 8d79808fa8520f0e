import type { Actor, Stage } from '#kernel/index.server.ts';
import { GRANTABLE_ROLES, ask, mayGive, readRegionNames } from '#kernel/index.server.ts';
import { RegionCode, isWithin, regionLevel } from '#kernel/contract.ts';
import { findPersonsToLink, listUnits } from '#modules/deputies/index.server.ts';

/** What the choice of a person says when they are none of those of the name. */
export const NONE_OF_THEM = 'none';

/** A choice among those of a name, as a use case takes it. */
export function whichPerson(chosen: string) {
  const isNoneOfThem = chosen === NONE_OF_THEM;
  return { isNoneOfThem, personId: isNoneOfThem || chosen === '' ? null : chosen };
}

/** Everybody of a name, as far as the actor may look them up. */
export async function namesakesOf({ stage, actor }: { readonly stage: Stage; readonly actor: Actor }, name: string) {
  return ask(stage, actor, { query: findPersonsToLink, input: { name } });
}

/** Whether rosters name no such station or group in a region: whoever looks after it would then see nobody. */
export function isUnknownUnit(
  units: readonly { readonly role: string; readonly region: RegionCode; readonly name: string }[],
  of: { readonly role: string; readonly region: string; readonly unit: string | null },
): boolean {
  const isIt = (each: (typeof units)[number]) =>
    each.role === of.role && each.name === of.unit && isWithin(each.region, RegionCode.parse(of.region));
  return of.unit !== null && !units.some(isIt);
}

/** Which roles somebody may give, for which regions, and the stations and groups that are there. */
export async function placesOf({ stage, actor }: { readonly stage: Stage; readonly actor: Actor }) {
  const names = await ask(stage, actor, { query: readRegionNames, input: {} });
  const codes = Object.keys(names).map((code) => RegionCode.parse(code));
  return {
    units: await ask(stage, actor, { query: listUnits, input: {} }),
    roles: GRANTABLE_ROLES.filter((role) => mayGive(actor, { role, region: actor.region })),
    regions: codes
      .filter((code) => ['district', 'town', 'village'].includes(regionLevel(code)))
      .map((code) => ({ code, name: names[code] ?? '', isVillage: regionLevel(code) === 'village' })),
  };
}
