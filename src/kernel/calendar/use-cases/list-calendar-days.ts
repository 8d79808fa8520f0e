import { z } from 'zod';
import { defineQuery } from '../../use-case/define-use-case.ts';
import { districtCode } from '../../values/region-code.ts';
import { isAnnounced, officialDays } from '../domain/working-days.ts';
import { findCalendarDays } from '../store/calendar-days.ts';

/** A year's days that are not what their weekday makes them: the official ones, and the district's own in their place. */
export const listCalendarDays = defineQuery({
  name: 'kernel.list-calendar-days',
  input: z.object({ year: z.coerce.number().int().min(2000).max(2099) }),
  by: ['district-officer', 'town-officer', 'station-clerk', 'group-leader', 'auditor', 'operator'],
  async read({ tx, actor }, { year }) {
    const own = await findCalendarDays(tx, districtCode(actor.region), year);
    const set = new Set(own.map(({ day }) => day));
    const days = [
      ...officialDays(year)
        .filter(({ day }) => !set.has(day))
        .map((one) => ({ ...one, isOwn: false })),
      ...own.map(({ day, isWorking, name }) => ({ day, isWorking, name: { zh: name, en: name }, isOwn: true })),
    ];
    return {
      year,
      isAnnounced: isAnnounced(`${year}-01-01`),
      days: days.toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    };
  },
});
