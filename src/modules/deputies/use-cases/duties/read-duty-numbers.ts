import { z } from 'zod';
import { defineQuery, seeingAll } from '#kernel/index.server.ts';
import { PersonId } from '../../contract.ts';
import { countDuties } from '../../store/duties/duty-numbers.ts';

/** What a deputy has done besides commitments and activities, in numbers, year by year: how much is everybody's, what is not. */
export const readDutyNumbers = defineQuery({
  name: 'deputies.read-duty-numbers',
  input: z.strictObject({ personId: PersonId }),
  by: ['operator', 'visitor'],
  async read({ tx, actor }, { personId }) {
    const { region } = actor;
    return { years: await seeingAll(tx, () => countDuties(tx, { personId, region })) };
  },
});
