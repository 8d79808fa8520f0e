import { z } from 'zod';
import { type Scene, defineUseCase } from '../../use-case/define-use-case.ts';
import { Problem } from '../../values/problem.ts';
import { districtCode } from '../../values/region-code.ts';
import { Day } from '../../values/time.ts';
import { typed } from '../../values/typed.ts';
import { deleteCalendarDay, findCalendarDays, saveCalendarDay } from '../store/calendar-days.ts';

/** Days far away are slips of a key. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;
const SettableDay = Day.refine((day) => day >= `${FIRST_YEAR}-01-01` && day <= `${LAST_YEAR}-12-31`, {
  message: `must lie between ${FIRST_YEAR} and ${LAST_YEAR}`,
});

/** What stood there, for the trail. */
async function findSet({ tx }: Scene, district: string, day: string) {
  const set = (await findCalendarDays(tx, district)).find((one) => one.day === day);
  return set === undefined ? {} : { before: { ...set } };
}

/** Says that a district works, or rests, on a day, whatever the official calendar says of it. */
export const setCalendarDay = defineUseCase({
  name: 'kernel.set-calendar-day',
  input: z.object({ day: SettableDay, isWorking: z.boolean(), name: typed({ max: 40 }) }),
  by: ['district-officer', 'operator'],
  async run(scene, input) {
    const { tx, actor, recordedAt } = scene;
    const district = districtCode(actor.region);
    const before = await findSet(scene, district, input.day);
    await saveCalendarDay(tx, { district, recordedAt }, input);
    return {
      result: { day: input.day },
      record: [],
      trail: [{ region: actor.region, subject: input.day, ...before, after: input }],
    };
  },
});

/** Leaves a day to the official calendar again. */
export const clearCalendarDay = defineUseCase({
  name: 'kernel.clear-calendar-day',
  input: z.object({ day: Day }),
  by: ['district-officer', 'operator'],
  async run(scene, { day }) {
    const { tx, actor } = scene;
    const district = districtCode(actor.region);
    const before = await findSet(scene, district, day);
    if (!(await deleteCalendarDay(tx, district, day))) {
      const says = { zh: '这一天没有单独设定。', en: 'Nothing is set for this day.' };
      throw new Problem('not-found', 'calendar.not-set', { says, facts: { day } });
    }
    return { result: { day }, record: [], trail: [{ region: actor.region, subject: day, ...before }] };
  },
});
