import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf } from '#kernel/index.server.ts';
import {
  type ReceptionException,
  type ReceptionRule,
  flawOf,
  horizonOf,
  isPlanned,
  plannedDays,
  receptionsOf,
} from './reception-days.ts';
import { kindOf, mayKeepStation } from './permission.ts';
import { rruleOf } from './rrule.ts';

const RULE: ReceptionRule = {
  ...{
    id: 'r',
    pattern: 'weekly',
    weekdays: [4],
    everyWeeks: 1,
    monthDay: null,
    nth: null,
    starts: '09:00',
    ends: '11:30',
  },
  ...{ fromDay: '2020-09-01', untilDay: null, onHoliday: 'next' },
};
const calendar = calendarOf([]);
const NONE = { toDay: null, starts: null, ends: null, note: null };

const days = (rule: Partial<ReceptionRule>, exceptions: readonly ReceptionException[] = [], until = '2020-12-31') =>
  receptionsOf({ ...RULE, ...rule }, exceptions, { calendar, until });
const october = (rule: Partial<ReceptionRule>) =>
  days(rule)
    .days.map(({ day }) => day)
    .filter((day) => day.startsWith('2020-10'));

describe('the days that a rule has', () => {
  test('each week, on one day or several, from its first day to its last', () => {
    const rule = { ...RULE, weekdays: [1, 4], fromDay: '2020-11-03', untilDay: '2020-11-12' };
    expect(plannedDays(rule, '2020-12-31')).toEqual(['2020-11-05', '2020-11-09', '2020-11-12']);
    expect(plannedDays(rule, '2020-11-09')).toEqual(['2020-11-05', '2020-11-09']);
    expect(isPlanned(rule, '2020-11-09')).toBe(true);
    expect(isPlanned(rule, '2020-11-10')).toBe(false);
  });

  test.each([
    // The first reception says which weeks count, not the day from which the rule holds.
    [{ everyWeeks: 2, weekdays: [2], fromDay: '2020-10-09' }, ['2020-10-13', '2020-10-27', '2020-11-10']],
    [
      { everyWeeks: 2, weekdays: [2, 5], fromDay: '2020-10-07' },
      ['2020-10-09', '2020-10-20', '2020-10-23', '2020-11-03', '2020-11-06'],
    ],
    [{ everyWeeks: 3, weekdays: [1], fromDay: '2020-10-05' }, ['2020-10-05', '2020-10-26', '2020-11-16']],
  ])('each few weeks: %j', (given, expected) => {
    const rule = { ...RULE, ...given };
    expect(plannedDays(rule, '2020-11-16')).toEqual(expected);
    const since = '2020-10-21';
    expect(plannedDays(rule, '2020-11-16', since)).toEqual(expected.filter((day) => day >= since));
  });

  test.each([
    [15, ['2020-01-15', '2020-02-15', '2020-03-15']],
    [-1, ['2020-01-31', '2020-02-29', '2020-03-31']],
  ])('each month on the day %s', (monthDay, expected) => {
    const rule = { ...RULE, pattern: 'monthly-day' as const, monthDay, fromDay: '2020-01-01' };
    expect(plannedDays(rule, '2020-03-31')).toEqual(expected);
  });

  test.each([
    [1, ['2020-01-01', '2020-02-05', '2020-03-04']],
    [3, ['2020-01-15', '2020-02-19', '2020-03-18']],
    [-1, ['2020-01-29', '2020-02-26', '2020-03-25']],
  ])('each month on the Wednesday %s', (nth, expected) => {
    const rule = { ...RULE, pattern: 'monthly-weekday' as const, weekdays: [3], nth, fromDay: '2020-01-01' };
    expect(plannedDays(rule, '2020-03-31')).toEqual(expected);
  });

  test('leaves out what lies before its first day in that month', () => {
    const rule = { ...RULE, pattern: 'monthly-day' as const, monthDay: 5, fromDay: '2020-01-06' };
    expect(plannedDays(rule, '2020-03-31')).toEqual(['2020-02-05', '2020-03-05']);
  });
});

test('from a day on is the same as of all days those from it', () => {
  const of = (from: string, count: number) =>
    fc.nat(count).map((at) => Temporal.PlainDate.from(from).add({ days: at }).toString());
  const moved = fc.uniqueArray(
    fc
      .record({ day: of('2020-01-01', 500), toDay: of('2020-01-01', 500) })
      .map((one): ReceptionException => ({ ...NONE, ...one, kind: 'moved' })),
    { selector: ({ day }) => day, maxLength: 10 },
  );
  const property = fc.property(
    fc.constantFrom('next', 'drop', 'keep'),
    moved,
    of('2020-03-01', 300),
    (onHoliday, said, day) => {
      const rule: ReceptionRule = { ...RULE, fromDay: '2020-01-01', onHoliday };
      const since = Temporal.PlainDate.from(day).subtract({ days: 40 }).toString();
      const all = receptionsOf(rule, said, { calendar, until: '2021-06-30' });
      const some = receptionsOf(rule, said, { calendar, until: '2021-06-30', since });
      const days = ({ days: held }: typeof all) => held.map((one) => one.day).filter((one) => one >= day);
      expect(days(some)).toEqual(days(all));
    },
  );
  fc.assert(property, { numRuns: 200 });
});

describe('what a holiday does', () => {
  // Thursday 1 and 8 October 2020 are holidays; the working days around them are 30 September and the 9th.
  test.each([
    ['next', ['2020-10-09', '2020-10-15', '2020-10-22', '2020-10-29']],
    ['keep', ['2020-10-01', '2020-10-08', '2020-10-15', '2020-10-22', '2020-10-29']],
    ['drop', ['2020-10-15', '2020-10-22', '2020-10-29']],
    ['previous', ['2020-10-15', '2020-10-22', '2020-10-29']],
  ] as const)('%s', (onHoliday, expected) => {
    expect(october({ onHoliday })).toEqual(expected);
  });

  test('says which holiday it was, and which days are gone', () => {
    const { days: held, dropped } = days({});
    expect(held.find(({ day }) => day === '2020-10-09')).toMatchObject({
      ...{ plannedDay: '2020-10-01', movedBy: 'holiday', holiday: { zh: '国庆节', en: 'National Day' } },
    });
    expect(dropped).toEqual([{ plannedDay: '2020-10-08', why: 'joined', note: null }]);
  });

  test('a day that is moved onto one that is held anyway is that one', () => {
    // The Friday itself is a reception day of the rule.
    const { days: held } = days({ weekdays: [4, 5] });
    const on9th = held.filter(({ day }) => day === '2020-10-09');
    expect(on9th).toHaveLength(1);
    expect(on9th[0]).toMatchObject({ plannedDay: '2020-10-09', movedBy: null });
  });
});

describe('what the office says of a day', () => {
  test('calls off, moves and adds', () => {
    const { days: held, dropped } = days({}, [
      { ...NONE, day: '2020-10-15', kind: 'cancelled', note: '会议' },
      { ...NONE, day: '2020-10-22', kind: 'moved', toDay: '2020-10-24', starts: '14:00', ends: '16:00' },
      { ...NONE, day: '2020-10-31', kind: 'added' },
      // What the rule does not have, nobody moves.
      { ...NONE, day: '2020-10-23', kind: 'moved', toDay: '2020-10-26' },
      { ...NONE, day: '2020-10-29', kind: 'added' },
    ]);
    const of = held.filter(({ day }) => day > '2020-10-09' && day < '2020-11-01');
    expect(of.map(({ day, starts, plannedDay }) => [day, starts, plannedDay])).toEqual([
      ['2020-10-24', '14:00', '2020-10-22'],
      ['2020-10-29', '09:00', '2020-10-29'],
      ['2020-10-31', '09:00', null],
    ]);
    expect(dropped.find(({ plannedDay }) => plannedDay === '2020-10-15')).toMatchObject({
      why: 'office',
      note: '会议',
    });
  });

  test('moves a holiday’s reception where it wants it, also to the holiday itself', () => {
    const { days: held } = days({}, [{ ...NONE, day: '2020-10-01', kind: 'moved', toDay: '2020-10-01' }]);
    expect(held.find(({ day }) => day === '2020-10-01')).toMatchObject({ movedBy: 'office' });
  });
});

test('each planned day is held once or gone, and no day is held twice', () => {
  const of = (from: string, count: number) =>
    fc.nat(count).map((at) => Temporal.PlainDate.from(from).add({ days: at }).toString());
  const said = fc.uniqueArray(
    fc
      .record({
        day: of('2020-01-01', 700),
        kind: fc.constantFrom('cancelled', 'moved', 'added'),
        toDay: of('2020-01-01', 700),
      })
      .map((one) => ({ ...NONE, ...one, toDay: one.kind === 'moved' ? one.toDay : null })),
    { selector: ({ day }) => day, maxLength: 15 },
  );
  const property = fc.property(
    fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    fc.constantFrom('next', 'previous', 'keep', 'drop'),
    said,
    (weekdays, onHoliday, exceptions) => {
      const rule = { ...RULE, weekdays, fromDay: '2020-01-01', onHoliday } as ReceptionRule;
      const { days: held, dropped } = receptionsOf(rule, exceptions, { calendar, until: '2021-11-30' });
      const planned = plannedDays(rule, '2021-11-30');
      const told = [...held.flatMap(({ plannedDay }) => plannedDay ?? []), ...dropped.map((one) => one.plannedDay)];
      expect(told.toSorted()).toEqual(planned);
      expect(new Set(held.map(({ day }) => day)).size).toBe(held.length);
      expect(held.map(({ day }) => day)).toEqual(held.map(({ day }) => day).toSorted());
      for (const one of held) {
        if (onHoliday !== 'keep' && one.movedBy !== 'office') expect(calendar.isWorkingDay(one.day)).toBe(true);
      }
    },
  );
  fc.assert(property, { numRuns: 100 });
});

test.each([
  [{}, undefined],
  [{ weekdays: [] }, 'weekdays'],
  [{ pattern: 'monthly-day' }, 'monthDay'],
  [{ pattern: 'monthly-day', monthDay: 15 }, undefined],
  [{ pattern: 'monthly-weekday', weekdays: [1, 2], nth: 1 }, 'weekdays'],
  [{ pattern: 'monthly-weekday', weekdays: [1] }, 'nth'],
  [{ starts: '11:30' }, 'hours'],
  [{ untilDay: '2020-08-31' }, 'span'],
] as const)('%o lacks %s', (given, flaw) => {
  expect(flawOf({ ...RULE, ...given })).toBe(flaw);
});

test.each([
  [{ weekdays: [1, 4] }, 'FREQ=WEEKLY;BYDAY=MO,TH'],
  [{ weekdays: [1, 4], everyWeeks: 2 }, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH'],
  [{ pattern: 'monthly-day', monthDay: -1 }, 'FREQ=MONTHLY;BYMONTHDAY=-1'],
  [{ pattern: 'monthly-weekday', weekdays: [5], nth: -1 }, 'FREQ=MONTHLY;BYDAY=-1FR'],
] as const)('%o is written as %s', (given, written) => {
  expect(rruleOf({ ...RULE, ...given })).toBe(written);
});

test('looks ahead to the end of next year', () => {
  expect(horizonOf('2020-10-28')).toBe('2021-12-31');
});

test('a station is looked after by the offices above it, and by its own clerk', () => {
  const station = { region: '500199101000' as never, name: '石桥镇代表之家' };
  const may = (role: string, region: string, unit?: string) =>
    mayKeepStation({ role, region: region as never, ...(unit === undefined ? {} : { unit }) }, station);
  expect(may('district-officer', '500199000000')).toBe(true);
  expect(may('town-officer', '500199101000')).toBe(true);
  expect(may('town-officer', '500199102000')).toBe(false);
  expect(may('station-clerk', '500199101000', '石桥镇代表之家')).toBe(true);
  expect(may('station-clerk', '500199101000', '正街社区代表联络站')).toBe(false);
  expect(may('auditor', '500199000000')).toBe(false);
  expect([kindOf('石桥镇代表之家'), kindOf('正街社区代表联络站')]).toEqual(['home', 'station']);
});
