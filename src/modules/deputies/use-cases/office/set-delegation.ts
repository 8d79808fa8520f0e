import { z } from 'zod';
import { type RegionCode, districtCode } from '#kernel/contract.ts';
import { type Scene, defineQuery, defineUseCase, findRegionsWithin } from '#kernel/index.server.ts';
import { DELEGABLE_LEVELS, SetDelegation } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { delegableTowns } from '../../domain/office/delegation.ts';
import { findUndelegated, saveDelegation } from '../../store/delegation.ts';

async function townsIn({ tx, actor }: Scene, region: RegionCode) {
  return delegableTowns(await findRegionsWithin(tx, actor.region), region);
}

/**
 * Switches for a town, or for every town of the district, whether its officer acts for the deputies of a level above the
 * township's who live there. It holds from now on; what was done before stays.
 */
export const setDelegation = defineUseCase({
  name: 'deputies.set-delegation',
  input: SetDelegation,
  by: ['district-officer', 'operator'],
  async run(scene, { region, level, isOn }) {
    const { tx, actor } = scene;
    const district = districtCode(actor.region);
    const towns = await townsIn(scene, region);
    if (towns.length === 0) throw listErrors.unknownTown(region);
    const off = new Set((await findUndelegated(tx, district)).flatMap((one) => (one.level === level ? one.town : [])));
    const changed = towns.filter(({ code }) => off.has(code) === isOn);
    for (const { code } of changed) await saveDelegation(tx, district, { town: code, level, isOn });
    return {
      result: { changed: changed.length },
      record: [],
      trail: changed.map(({ code }) => ({
        ...{ region: code, subject: code, before: { level, isOn: !isOn }, after: { level, isOn } },
      })),
    };
  },
});

/** Which towns act for which levels in the district's name. */
export const listDelegations = defineQuery({
  name: 'deputies.list-delegations',
  input: z.strictObject({}),
  by: ['district-officer', 'auditor', 'operator'],
  async read(scene) {
    const towns = await townsIn(scene, scene.actor.region);
    const off = await findUndelegated(scene.tx, districtCode(scene.actor.region));
    return towns.map(({ code, name }) => ({
      ...{ code, name },
      levels: DELEGABLE_LEVELS.map((level) => ({
        ...{ level, isOn: !off.some((one) => one.town === code && one.level === level) },
      })),
    }));
  },
});
