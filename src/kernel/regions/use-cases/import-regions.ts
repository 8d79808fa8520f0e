import { z } from 'zod';
import { Problem } from '../../values/problem.ts';
import { COUNTRY } from '../../values/region-code.ts';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { orphans, readRegionTree } from '../domain/region-tree.ts';
import { findRegionsWithin, saveRegions } from '../store/regions.ts';

/** Loads the region tree of a store, or adds to it; regions that are there keep their code and may change their name. */
export const importRegions = defineUseCase({
  name: 'kernel.import-regions',
  input: z.object({ records: z.array(z.array(z.string())).max(1_000_000) }),
  by: ['operator'],
  async run({ tx }, { records }) {
    const regions = readRegionTree(records);
    const known = await findRegionsWithin(tx, COUNTRY);
    const [lost] = orphans([...known, ...regions]);
    if (lost !== undefined) {
      const says = {
        zh: `“${lost.name}”（${lost.code}）所属的区县不在文件中，请补上。`,
        en: `The district of “${lost.name}” (${lost.code}) is not in the file: add it.`,
      };
      throw new Problem('invalid', 'regions.no-district', { says, facts: { code: lost.code } });
    }
    const saved = await saveRegions(tx, regions);
    const home = regions[0]?.code ?? COUNTRY;
    const record = saved === 0 ? [] : [{ region: home, event: 'regions.imported', subject: home, facts: { saved } }];
    return { result: { regions: regions.length, saved }, record };
  },
});
