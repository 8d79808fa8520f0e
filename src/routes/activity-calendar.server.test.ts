import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { expect, test } from 'vitest';
import { activityCalendar } from './activity-calendar.server.ts';

const CHANGED = { changedAt: '2020-10-20T01:00:00.000000Z' };
const ACTIVITIES = [
  {
    ...{ ...CHANGED, id: '0a0a0a0a-0000-7000-8000-000000000001', state: 'planned', title: '视察河道；第二段, 石桥村' },
    ...{ place: '石桥村河堤', startsAt: '2020-10-28T01:30:00.000000Z', endsAt: '2020-10-28T09:00:00.000000Z' },
  },
  {
    ...{ ...CHANGED, id: '0a0a0a0a-0000-7000-8000-000000000002', state: 'cancelled', title: '专题学习' },
    ...{ place: '镇政府', startsAt: '2020-11-01T16:30:00.000000Z', endsAt: '2020-11-01T17:30:00.000000Z' },
  },
];

const textOf = () =>
  activityCalendar('2020年代表活动', ACTIVITIES, ({ id }) => `https://example.org/me/activities/${id}`).text();
const instant = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime()).toString();

function byMozilla(text: string) {
  const root = new ICAL.Component(ICAL.parse(text) as never);
  const zone = root.getFirstSubcomponent('vtimezone');
  if (zone !== null) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return root.getAllSubcomponents('vevent').map((part) => {
    const event = new ICAL.Event(part);
    const at = (time: ICAL.Time) => Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000).toString();
    const status = part.getFirstPropertyValue('status');
    return [event.uid, event.summary, event.location, at(event.startDate), at(event.endDate), status ?? null];
  });
}

function byNode(text: string) {
  const all = Object.values(nodeIcal.sync.parseICS(text)).filter((part) => part?.type === 'VEVENT');
  return all.map((event) => [
    ...[event.uid, event.summary, event.location, instant(event.start), instant(event.end ?? event.start)],
    event.status ?? null,
  ]);
}

test('two parsers that share no code read the same activities, called off or not', async () => {
  const text = await textOf();
  const expected = ACTIVITIES.map(({ id, title, place, startsAt, endsAt, state }) => [
    ...[`activity-${id}@jiannuo`, title, place, Temporal.Instant.from(startsAt).toString()],
    ...[Temporal.Instant.from(endsAt).toString(), state === 'cancelled' ? 'CANCELLED' : null],
  ]);
  expect(byMozilla(text)).toEqual(expected);
  expect(byNode(text)).toEqual(expected);
});

test('an appointment bears the same id each time, and is kept by nobody on the way', async () => {
  const answer = activityCalendar('活动', ACTIVITIES, () => 'https://example.org');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(await textOf()).toBe(await textOf());
});
