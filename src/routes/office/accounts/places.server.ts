import type { Actor, Stage } from '#kernel/index.server.ts';
import { GRANTABLE_ROLES, ask, mayGive, readRegionNames } from '#kernel/index.server.ts';
import { regionLevel, RegionCode } from '#kernel/contract.ts';

/** Which roles somebody may give, and for which regions. */
export async function placesOf({ stage, actor }: { readonly stage: Stage; readonly actor: Actor }) {
  const names = await ask(stage, actor, { query: readRegionNames, input: {} });
  const codes = Object.keys(names).map((code) => RegionCode.parse(code));
  return {
    roles: GRANTABLE_ROLES.filter((role) => mayGive(actor, { role, region: actor.region })),
    regions: codes
      .filter((code) => ['district', 'town', 'village'].includes(regionLevel(code)))
      .map((code) => ({ code, name: names[code] ?? '', isVillage: regionLevel(code) === 'village' })),
  };
}
