import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextDay, previousDay } from '../../values/time.ts';
import { calendarOf, isAnnounced, officialDays } from './working-days.ts';

const official = calendarOf([]);

describe('working days', () => {
  test.each([
    ['2020-10-01', false, '国庆节'],
    ['2020-10-08', false, '国庆节'],
    ['2020-10-09', true, undefined],
    // A Saturday worked in place of a holiday.
    ['2020-10-10', true, '国庆节'],
    ['2020-09-27', true, '国庆节'],
    ['2020-10-11', false, undefined],
    // The Spring Festival of 2020 was made longer.
    ['2020-01-31', false, '春节'],
    ['2020-02-01', false, '春节'],
    ['2020-02-03', true, undefined],
  ])('%s: worked %s, because of %s', (day, isWorking, name) => {
    expect(official.isWorkingDay(day)).toBe(isWorking);
    expect(official.nameOf(day)?.zh).toBe(name);
  });

  test('names the holiday in both languages', () => {
    expect(official.nameOf('2020-10-01')).toEqual({ zh: '国庆节', en: 'National Day' });
  });

  test('goes over a long holiday to either side', () => {
    expect(official.nextWorkingDay('2020-09-30')).toBe('2020-10-09');
    expect(official.previousWorkingDay('2020-10-09')).toBe('2020-09-30');
    expect(official.nextWorkingDay('2020-10-30')).toBe('2020-11-02');
    expect(official.addWorkingDays('2020-09-28', 3)).toBe('2020-10-09');
    expect(official.addWorkingDays('2020-09-28', 0)).toBe('2020-09-28');
  });

  test('follows the office where it says otherwise', () => {
    const own = calendarOf([
      { day: '2020-10-29', isWorking: false, name: '防汛停休' },
      { day: '2020-10-31', isWorking: true, name: '人大会议' },
    ]);
    expect(own.nextWorkingDay('2020-10-28')).toBe('2020-10-30');
    expect(own.nextWorkingDay('2020-10-30')).toBe('2020-10-31');
    expect(own.nameOf('2020-10-29')).toEqual({ zh: '防汛停休', en: '防汛停休' });
    expect([own.isOverridden('2020-10-29'), own.isOverridden('2020-10-28')]).toEqual([true, false]);
  });

  test('of a year whose holidays are not announced knows the weekends', () => {
    expect(isAnnounced('2020-05-01')).toBe(true);
    expect(isAnnounced('2090-10-01')).toBe(false);
    expect(officialDays(2090)).toEqual([]);
    expect(calendarOf([]).isWorkingDay('2090-10-01')).toBe(false);
    expect(calendarOf([]).isWorkingDay('2090-10-02')).toBe(true);
  });

  test('lists what is not as its weekday has it, in order', () => {
    const days = officialDays(2020);
    expect(days.filter(({ day }) => day.startsWith('2020-10')).map(({ day, isWorking }) => [day, isWorking])).toEqual([
      ...Array.from({ length: 8 }, (_, at) => [`2020-10-0${at + 1}`, false]),
      ['2020-10-10', true],
    ]);
    expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).toSorted());
  });

  test('says so when nobody ever works', () => {
    const idle = Array.from({ length: 500 }, (_, at) => ({
      day: Temporal.PlainDate.from('2020-01-01').add({ days: at }).toString(),
      isWorking: false,
      name: '休',
    }));
    expect(() => calendarOf(idle).nextWorkingDay('2020-01-01')).toThrow(RangeError);
  });

  test('the next working day is the first, and the one before it leads there', () => {
    const days = fc.nat(2000).map((count) => Temporal.PlainDate.from('2017-01-01').add({ days: count }).toString());
    const overrides = fc.uniqueArray(fc.record({ day: days, isWorking: fc.boolean(), name: fc.constant('x') }), {
      selector: ({ day }) => day,
      maxLength: 40,
    });
    const property = fc.property(days, overrides, (day, own) => {
      const calendar = calendarOf(own);
      const next = calendar.nextWorkingDay(day);
      for (let each = nextDay(day); each < next; each = nextDay(each)) expect(calendar.isWorkingDay(each)).toBe(false);
      expect(calendar.isWorkingDay(next)).toBe(true);
      expect(calendar.previousWorkingDay(nextDay(next))).toBe(next);
      expect(calendar.previousWorkingDay(next) <= day).toBe(true);
      expect(calendar.isWorkingDay(calendar.previousWorkingDay(previousDay(next)))).toBe(true);
    });
    fc.assert(property, { numRuns: 200 });
  });
});
