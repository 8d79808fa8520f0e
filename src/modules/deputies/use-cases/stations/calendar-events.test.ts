import fc from 'fast-check';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { describe, expect, test } from 'vitest';
import type { RegionCode } from '#kernel/contract.ts';
import { calendarOf } from '#kernel/index.server.ts';
import { writeCalendar } from '#platform/icalendar/write-calendar.ts';
import { type ReceptionException, type ReceptionRule, receptionsOf } from '../../domain/stations/reception-days.ts';
import { eventsOf } from './calendar-events.ts';

// Two parsers that share no code (Mozilla's ical.js, and node-ical with an expander of its own) read the same days as
// the rule has: whatever the pattern, the holidays, and what the office says.

const UNTIL = '2021-12-31';
const RULE: ReceptionRule = {
  ...{
    id: '0a0a0a0a-0000-7000-8000-000000000001',
    pattern: 'weekly',
    weekdays: [4],
    everyWeeks: 1,
    monthDay: null,
    nth: null,
  },
  ...{ starts: '09:00', ends: '11:30', fromDay: '2020-09-01', untilDay: null, onHoliday: 'next' },
};

function feedOf(
  rule: ReceptionRule,
  exceptions: readonly ReceptionException[] = [],
  overrides: readonly string[] = [],
) {
  const calendar = calendarOf(overrides.map((day) => ({ day, isWorking: false, name: '停休' })));
  const receptions = receptionsOf(rule, exceptions, { calendar, until: UNTIL });
  const stored = {
    ...{
      ...rule,
      stationId: rule.id,
      region: '500199101000' as RegionCode,
      note: '请带身份证；无需预约, 谢谢',
      exceptions,
    },
    ...{ deputies: [], changedAt: '2020-10-28T01:00:00.000000Z' },
  };
  const events = eventsOf(
    { rule: stored, until: UNTIL, ...receptions },
    { name: '石桥镇代表之家', address: null },
    'zh',
  );
  const days = receptions.days.map(({ day, starts, ends }) => `${day} ${starts}-${ends}`);
  return { days, text: writeCalendar({ name: '石桥镇代表之家接待日', events }) };
}

const local = (instant: Temporal.Instant) => instant.toZonedDateTimeISO('Asia/Shanghai');
const span = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime) =>
  `${from.toPlainDate().toString()} ${from.toPlainTime().toString().slice(0, 5)}-${to.toPlainTime().toString().slice(0, 5)}`;

function byMozilla(text: string): string[] {
  const root = new ICAL.Component(ICAL.parse(text) as never);
  const zone = root.getFirstSubcomponent('vtimezone');
  if (zone !== null) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const all = root.getAllSubcomponents('vevent').map((part) => new ICAL.Event(part));
  const written = (time: ICAL.Time) => local(Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000));
  const days: string[] = [];
  for (const event of all.filter((one) => !one.isRecurrenceException())) {
    if (!event.isRecurring()) {
      days.push(span(written(event.startDate), written(event.endDate)));
      continue;
    }
    for (const other of all) if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
    const iterator = event.iterator();
    for (let next = iterator.next(); next as unknown; next = iterator.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next);
      days.push(span(written(startDate), written(endDate)));
    }
  }
  return days.toSorted();
}

function byNodeIcal(text: string): string[] {
  const days: string[] = [];
  for (const event of Object.values(nodeIcal.sync.parseICS(text))) {
    if (event?.type !== 'VEVENT') continue;
    const from = new Date('2019-01-01T00:00:00Z');
    const to = new Date('2022-06-30T00:00:00Z');
    for (const { start, end } of nodeIcal.expandRecurringEvent(event, { from, to })) {
      const at = (date: Date) => local(Temporal.Instant.fromEpochMilliseconds(date.getTime()));
      days.push(span(at(start), at(end)));
    }
  }
  return days.toSorted();
}

function expectAlike(feed: { readonly days: readonly string[]; readonly text: string }): void {
  expect(byMozilla(feed.text)).toEqual([...feed.days]);
  expect(byNodeIcal(feed.text)).toEqual([...feed.days]);
}

const day = (from: string, to: string) => {
  const first = Temporal.PlainDate.from(from);
  return fc.nat(first.until(to).days).map((days) => first.add({ days }).toString());
};

const rules = fc
  .record({
    pattern: fc.constantFrom('weekly', 'monthly-day', 'monthly-weekday'),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    everyWeeks: fc.integer({ min: 1, max: 4 }),
    monthDay: fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constant(-1)),
    nth: fc.constantFrom(1, 2, 3, 4, -1),
    fromDay: day('2020-01-01', '2021-03-01'),
    untilDay: fc.option(day('2021-03-02', '2021-12-31')),
    onHoliday: fc.constantFrom('next', 'previous', 'keep', 'drop'),
  })
  .map(({ pattern, weekdays, everyWeeks, ...rest }): ReceptionRule => {
    const chosen = pattern === 'monthly-weekday' ? weekdays.slice(0, 1) : weekdays.toSorted();
    return {
      ...RULE,
      ...(rest as Partial<ReceptionRule>),
      pattern: pattern,
      weekdays: chosen,
      everyWeeks: pattern === 'weekly' ? everyWeeks : 1,
    };
  });

const exceptions = fc.uniqueArray(
  fc
    .record({
      day: day('2020-01-01', '2021-12-31'),
      kind: fc.constantFrom('cancelled', 'moved', 'added'),
      toDay: day('2020-01-01', '2021-12-31'),
      isOther: fc.boolean(),
    })
    .map(({ isOther, kind, toDay, day: of }): ReceptionException => {
      const hours = isOther && kind !== 'cancelled' ? { starts: '14:00', ends: '16:15' } : { starts: null, ends: null };
      return {
        day: of,
        kind: kind,
        toDay: kind === 'moved' ? toDay : null,
        ...hours,
        note: null,
      };
    }),
  { selector: ({ day: of }) => of, maxLength: 12 },
);

describe('a calendar of reception days', () => {
  test('moves the National Day’s Thursday as the office does, and both parsers read it so', () => {
    const feed = feedOf(RULE);
    // 1 and 8 October 2020 are holidays: the one goes to the 9th, where the other goes as well.
    expect(feed.days.filter((one) => one.startsWith('2020-10'))).toEqual([
      '2020-10-09 09:00-11:30',
      '2020-10-15 09:00-11:30',
      '2020-10-22 09:00-11:30',
      '2020-10-29 09:00-11:30',
    ]);
    expectAlike(feed);
  });

  test('tells a day that the office called off, moved or added', () => {
    const none = { toDay: null, starts: null, ends: null, note: null };
    const feed = feedOf(RULE, [
      { ...none, day: '2020-10-15', kind: 'cancelled' },
      { ...none, day: '2020-10-22', kind: 'moved', toDay: '2020-10-24', starts: '14:00', ends: '16:00' },
      { ...none, day: '2020-10-31', kind: 'added', note: '集中接待' },
    ]);
    expect(feed.days.filter((one) => one.startsWith('2020-10'))).toEqual([
      '2020-10-09 09:00-11:30',
      '2020-10-24 14:00-16:00',
      '2020-10-29 09:00-11:30',
      '2020-10-31 09:00-11:30',
    ]);
    expectAlike(feed);
  });

  test('tells of a reception that a holiday moves before the first day of its rule', () => {
    const feed = feedOf({ ...RULE, weekdays: [3], fromDay: '2020-01-01', onHoliday: 'previous' });
    expect(feed.days[0]).toBe('2019-12-31 09:00-11:30');
    expectAlike(feed);
  });

  test('keeps to lines of 75 bytes, ends of line and escapes', () => {
    const { text } = feedOf(RULE);
    const lines = text.split('\r\n');
    expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
    expect(text.replaceAll('\r\n ', '')).toContain('请带身份证；无需预约\\, 谢谢');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('has the same identity from one reading to the next', () => {
    const uids = (text: string) => [...text.matchAll(/^UID:(.*)$/gm)].map(([, uid]) => uid);
    expect(uids(feedOf(RULE).text)).toEqual(uids(feedOf(RULE).text));
    expect(new Set(uids(feedOf(RULE).text)).size).toBe(1);
  });

  test('is read alike by two parsers, whatever the rule, the holidays and the office', () => {
    const property = fc.property(
      ...([rules, exceptions, fc.uniqueArray(day('2020-01-01', '2021-12-31'), { maxLength: 10 })] as const),
      (rule, said, overrides) => expectAlike(feedOf(rule, said, overrides)),
    );
    fc.assert(property, { numRuns: 150 });
  });
});
