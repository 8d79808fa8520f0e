import { z } from 'zod';
import { defineQuery } from '../../use-case/define-use-case.ts';
import { findRegionsWithin } from '../store/regions.ts';

/** The names of the regions within the actor's own, by code. */
export const readRegionNames = defineQuery({
  name: 'kernel.read-region-names',
  input: z.object({}),
  by: [
    ...(['operator', 'visitor', 'admin', 'security', 'auditor', 'district-officer', 'town-officer'] as const),
    ...(['station-clerk', 'group-leader', 'deputy'] as const),
  ],
  async read({ tx, actor }): Promise<Readonly<Record<string, string>>> {
    const regions = await findRegionsWithin(tx, actor.region);
    return Object.fromEntries(regions.map(({ code, name }) => [code, name]));
  },
});
