import { z } from 'zod';
import { districtCode, regionLevel } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { Level, Year } from '../../contract.ts';
import { exportErrors } from '../../domain/errors.ts';
import { saveProgrammeScope } from '../../store/figures/programme-scope.ts';

/** Says which levels take part in the district's programme from a year on. */
export const setProgrammeScope = defineUseCase({
  name: 'deputies.set-programme-scope',
  input: z.strictObject({ year: Year, levels: z.array(Level).min(1) }),
  by: ['operator'],
  async run({ tx, actor }, { year, levels }) {
    if (regionLevel(actor.region) !== 'district') throw exportErrors.notOneDistrict();
    await saveProgrammeScope(tx, districtCode(actor.region), { year, levels });
    const facts = { year, levels };
    const record = [{ region: actor.region, event: 'programme-scope.set', subject: actor.region, facts }];
    return { result: { year, levels }, record };
  },
});
