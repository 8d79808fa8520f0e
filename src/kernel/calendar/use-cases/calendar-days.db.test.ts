import { describe, expect } from 'vitest';
import { ask, findCalendar, listCalendarDays, perform } from '#kernel/index.server.ts';
import { DISTRICT, SHIQIAO, aDistrict, test } from '#tests/support/deputies.ts';
import { anActor } from '#tests/support/life.ts';
import { clearCalendarDay, setCalendarDay } from './set-calendar-day.ts';

const district = anActor('district-officer', DISTRICT);
const day = { day: '2020-10-29', isWorking: false, name: '防汛停休' };

describe('a district’s own days', () => {
  test('stand in the place of the official ones until they are cleared', async ({ stage }) => {
    await aDistrict(stage);
    const list = (year: number) =>
      ask(stage, anActor('town-officer', SHIQIAO), { query: listCalendarDays, input: { year } });
    const works = () =>
      stage.database.transaction().execute(async (tx) => (await findCalendar(tx, '500199')).isWorkingDay(day.day));
    expect(await works()).toBe(true);

    await perform(stage, district, { useCase: setCalendarDay, input: day });
    await perform(stage, district, {
      useCase: setCalendarDay,
      input: { day: '2020-10-01', isWorking: true, name: '值班' },
    });
    expect(await works()).toBe(false);
    const { days, isAnnounced } = await list(2020);
    expect(isAnnounced).toBe(true);
    expect(days.filter(({ isOwn }) => isOwn).map((one) => [one.day, one.isWorking])).toEqual([
      ['2020-10-01', true],
      ['2020-10-29', false],
    ]);
    expect(days.filter((one) => one.day === '2020-10-01')).toHaveLength(1);
    expect((await list(2021)).days.some(({ isOwn }) => isOwn)).toBe(false);

    // Said again, it is said once.
    await perform(stage, district, { useCase: setCalendarDay, input: { ...day, name: '抗洪' } });
    expect((await list(2020)).days.find((one) => one.day === day.day)?.name.zh).toBe('抗洪');
    await perform(stage, district, { useCase: clearCalendarDay, input: { day: day.day } });
    expect(await works()).toBe(true);
    await expect(
      perform(stage, district, { useCase: clearCalendarDay, input: { day: day.day } }),
    ).rejects.toMatchObject({
      kind: 'not-found',
      code: 'calendar.not-set',
    });
  });

  test('refuses a day that does not exist, a slip of a key, and no reason', async ({ stage }) => {
    await aDistrict(stage);
    for (const wrong of [{ day: '2020-02-30' }, { day: '1020-10-29' }, { name: ' ' }]) {
      await expect(
        perform(stage, district, { useCase: setCalendarDay, input: { ...day, ...wrong } }),
      ).rejects.toMatchObject({ kind: 'invalid' });
    }
  });
});
