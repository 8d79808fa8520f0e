import { z } from 'zod';
import { regionLevel } from '#kernel/contract.ts';
import { defineQuery, findRegionsWithin } from '#kernel/index.server.ts';
import { findYears } from '../../store/export/choices.ts';

/** What can be exported: the years that there are, latest first, and the towns. */
export const listExports = defineQuery({
  name: 'deputies.list-exports',
  input: z.object({}),
  by: ['operator', 'district-officer', 'town-officer'],
  async read({ tx, actor }) {
    const regions = await findRegionsWithin(tx, actor.region);
    return {
      years: await findYears(tx, actor.region),
      towns: regions.filter(({ code }) => regionLevel(code) === 'town'),
      place: regions.find(({ code }) => code === actor.region)?.name ?? '',
    };
  },
});
