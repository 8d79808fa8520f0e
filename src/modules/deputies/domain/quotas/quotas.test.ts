import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextDay, previousDay } from '#kernel/contract.ts';
import { type ActivityUnit, type QuotaRule, SHIPPED_QUOTAS } from '../../contract.ts';
import { type CountedActivity, type Subject, attendanceRate, isLate, lineOn, quotaLines } from './quotas.ts';

const WHOLE: QuotaRule = { who: 'group', kind: 'whole-group', least: 4, period: 'year' };
const PART: QuotaRule = { who: 'activity-group', kind: 'activity-group', least: 3, period: 'year' };
const GROUP: Subject = { who: 'group', group: '代表小组', activityGroup: null, fromDay: null, untilDay: null };
const FIRST: Subject = { ...GROUP, who: 'activity-group', activityGroup: '第一活动小组' };
const SECOND: Subject = { ...FIRST, activityGroup: '第二活动小组' };

const unit = (activityGroup: string | null): ActivityUnit => ({ group: '代表小组', activityGroup });
const held = (day: string, ...of: (string | null)[]): CountedActivity => ({
  kind: of[0] === null ? 'whole-group' : 'activity-group',
  ...{ isHeld: true, day, units: of.map(unit) },
});

const lineOf = (
  rule: QuotaRule,
  subject: Subject,
  ...[activities, today = '2020-10-28']: [CountedActivity[], string?]
) => quotaLines(rule, subject, { year: 2020, today, activities })[0];

const day = fc
  .integer({ min: 0, max: 400 })
  .map((add) => Temporal.PlainDate.from('2019-12-20').add({ days: add }).toString());
const units = fc.subarray([null, '第一活动小组', '第二活动小组', '第三活动小组'], { minLength: 1 });
const activity: fc.Arbitrary<CountedActivity> = fc
  .record({
    day,
    isHeld: fc.boolean(),
    kind: fc.constantFrom('whole-group', 'activity-group'),
    units,
    other: fc.boolean(),
  })
  .map(({ other, units: of, ...one }) => ({
    ...one,
    units: (one.kind === 'whole-group' ? [null] : of.filter((name) => name !== null)).map((name) => ({
      ...{ group: other ? '另一小组' : '代表小组', activityGroup: name },
    })),
  }));
const rule: fc.Arbitrary<QuotaRule> = fc.record({
  who: fc.constantFrom('group', 'activity-group'),
  kind: fc.constantFrom('whole-group', 'activity-group', 'any'),
  least: fc.integer({ min: 1, max: 20 }),
  period: fc.constantFrom('year', 'half-year', 'quarter'),
});

/** In ten lines: how many of the year's activities a rule counts for a subject, in one of the quarters or all of them. */
function oracle(of: QuotaRule, subject: Subject, counted: { all: CountedActivity[]; first: number; last: number }) {
  const { all, first, last } = counted;
  let done = 0;
  for (const one of all) {
    const [year, month] = one.day.split('-').map(Number) as [number, number];
    if (year !== 2020 || month < first || month > last || !one.isHeld) continue;
    if (of.kind !== 'any' && of.kind !== one.kind) continue;
    const own = one.units.filter(({ group }) => group === subject.group);
    const part = own.filter(({ activityGroup }) => activityGroup === subject.activityGroup);
    if ((of.who === 'group' ? own : one.kind === 'whole-group' ? [] : part).length > 0) done += 1;
  }
  return done;
}

describe('quotas of groups', () => {
  test('are counted as a ten-line oracle counts them', () => {
    const property = fc.property(rule, fc.array(activity, { maxLength: 40 }), day, (of, activities, today) => {
      const subject = of.who === 'group' ? GROUP : FIRST;
      const lines = quotaLines(of, subject, { year: 2020, today, activities });
      const months = 12 / lines.length;
      for (const [at, line] of lines.entries()) {
        const done = oracle(of, subject, { all: activities, first: at * months + 1, last: (at + 1) * months });
        expect([line.done, line.required, line.missing]).toEqual([done, of.least, Math.max(0, of.least - done)]);
        expect(line.unplanned).toBe(Math.max(0, of.least - done - line.planned));
        if (line.forecast !== null) expect(line.forecast).toBeGreaterThanOrEqual(done);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('one activity of two activity groups counts once for each, and once for their group', () => {
    const joint = [held('2020-05-01', '第一活动小组', '第二活动小组')];
    const all: QuotaRule = { ...WHOLE, kind: 'any' };
    expect(lineOf(PART, FIRST, joint)?.done).toBe(1);
    expect(lineOf(PART, SECOND, joint)?.done).toBe(1);
    expect(lineOf(PART, { ...FIRST, activityGroup: '第三活动小组' }, joint)?.done).toBe(0);
    expect(lineOf(all, GROUP, joint)?.done).toBe(1);
    expect(lineOf(WHOLE, GROUP, joint)?.done).toBe(0);
  });

  test('one of the whole group counts for no activity group', () => {
    const whole = [held('2020-05-01', null)];
    expect(lineOf(WHOLE, GROUP, whole)?.done).toBe(1);
    expect(lineOf({ ...PART, kind: 'any' }, FIRST, whole)?.done).toBe(0);
  });

  test('a joint activity is never counted more often than there are activities', () => {
    const property = fc.property(fc.array(activity, { maxLength: 30 }), (activities) => {
      const of: QuotaRule = { ...WHOLE, kind: 'any' };
      const line = lineOf(of, GROUP, activities);
      const own = activities.filter((one) => one.units.some(({ group }) => group === '代表小组'));
      expect((line?.done ?? 0) + (line?.planned ?? 0)).toBeLessThanOrEqual(own.length);
    });
    fc.assert(property);
  });

  test('do not shrink with members, and are taken by the days only for a group founded within the year', () => {
    const required = (fromDay: string | null) => lineOf(WHOLE, { ...GROUP, fromDay }, [])?.required;
    expect(required(null)).toBe(4);
    expect(required('2018-03-01')).toBe(4);
    expect(required('2020-07-01')).toBe(2);
    expect(required('2020-12-31')).toBe(0);
    expect(required('2021-05-01')).toBe(0);
  });

  test('ask for less, the later a group is founded', () => {
    const property = fc.property(day, rule, (founded, of) => {
      const required = (fromDay: string) =>
        quotaLines(of, { ...GROUP, fromDay }, { year: 2020, today: '2020-06-01', activities: [] }).map(
          (line) => line.required,
        );
      const later = required(nextDay(founded));
      required(founded).forEach((one, at) => {
        expect(one).toBeGreaterThanOrEqual(later[at] ?? 0);
        expect(one).toBeLessThanOrEqual(of.least);
      });
    });
    fc.assert(property);
  });

  test('thirteen at least in a subdistrict of three activity groups, seven for each deputy', () => {
    const of = (who: string) => SHIPPED_QUOTAS.find((one) => one.who === who)?.least ?? 0;
    expect(of('group') + 3 * of('activity-group')).toBe(13);
    expect(of('group') + of('activity-group')).toBe(7);
  });
});

describe('what a deputy owes', () => {
  const duty: QuotaRule = { who: 'deputy', kind: 'any', least: 7, period: 'year' };
  test('is taken by the days of the post', () => {
    const of = (fromDay: string, untilDay: string | null) =>
      lineOf(duty, { ...GROUP, who: 'deputy', fromDay, untilDay }, [])?.required;
    expect(of('2017-01-01', null)).toBe(7);
    expect(of('2020-07-01', null)).toBe(4);
    expect(of('2017-01-01', '2020-01-01')).toBe(0);
    expect(of('2017-01-01', '2020-04-01')).toBe(2);
  });

  test('counts what was attended, with whichever group', () => {
    const attended = [
      held('2020-03-01', null),
      { ...held('2020-04-01', null), units: [{ group: '别组', activityGroup: null }] },
    ];
    expect(lineOf(duty, { ...GROUP, who: 'deputy' }, attended)?.done).toBe(2);
  });
});

describe('the forecast', () => {
  const two = [held('2020-01-15', null), held('2020-03-15', null)];
  test('goes on as it went until today', () => {
    expect(lineOf(WHOLE, GROUP, two, '2020-03-31')?.forecast).toBe(8);
    expect(lineOf(WHOLE, GROUP, two, '2020-12-31')?.forecast).toBe(2);
    expect(lineOf(WHOLE, GROUP, two, '2021-05-01')?.forecast).toBe(2);
  });

  test('is none before the period has begun, and counts from the founding', () => {
    expect(lineOf(WHOLE, GROUP, [], '2019-12-31')?.forecast).toBeNull();
    expect(lineOf(WHOLE, { ...GROUP, fromDay: '2020-07-01' }, [held('2020-07-15', null)], '2020-07-31')?.forecast).toBe(
      5,
    );
  });

  test('does not call late what is planned', () => {
    const planned = ['2020-11-01', '2020-12-01'].map((at) => ({ ...held(at, null), isHeld: false }));
    const line = lineOf(WHOLE, GROUP, [...two, ...planned]);
    expect(line).toMatchObject({ done: 2, planned: 2, missing: 2, unplanned: 0 });
    expect(line && isLate(line)).toBe(false);
    const bare = lineOf(WHOLE, GROUP, two);
    expect(bare && isLate(bare)).toBe(true);
  });

  test('looks at the period that runs', () => {
    const quarters = quotaLines({ ...WHOLE, least: 1, period: 'quarter' }, GROUP, {
      year: 2020,
      today: '2020-10-28',
      activities: two,
    });
    expect(quarters.map(({ done }) => done)).toEqual([2, 0, 0, 0]);
    expect(lineOn(quarters, '2020-05-01')?.fromDay).toBe('2020-04-01');
    expect(lineOn(quarters, previousDay('2020-01-01'))?.fromDay).toBe('2020-01-01');
    expect(lineOn(quarters, '2022-01-01')?.fromDay).toBe('2020-10-01');
  });
});

test('a rate has one decimal, half up, and is none of none', () => {
  expect(attendanceRate(0, 0)).toBeNull();
  expect(attendanceRate(2, 3)).toBe(66.7);
  expect(attendanceRate(1, 8)).toBe(12.5);
  expect(attendanceRate(25, 25)).toBe(100);
});
