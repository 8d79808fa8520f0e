import { dispositionOf } from '#lib/disposition.ts';
import { timeOfDay } from '#lib/format.ts';
import { dayOf } from '#kernel/contract.ts';
import { type CalendarEvent, writeCalendar } from '#platform/icalendar/write-calendar.ts';

interface Activity {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly state: string;
  readonly changedAt: string;
}

function eventOf({ id, title, place, startsAt, endsAt, state, changedAt }: Activity, url: string): CalendarEvent {
  const at = (instant: string) => ({ day: dayOf(instant), time: timeOfDay(instant) });
  return {
    ...{ uid: `activity-${id}@jiannuo`, starts: at(startsAt), ends: at(endsAt), summary: title, location: place },
    ...{ url, isCancelled: state === 'cancelled', changedAt },
  };
}

/** Activities as a file for calendars: the same appointment has the same id, however often it is taken out. */
export function activityCalendar(
  name: string,
  activities: readonly Activity[],
  addressOf: (activity: Activity) => string,
): Response {
  const text = writeCalendar({ name, events: activities.map((one) => eventOf(one, addressOf(one))) });
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': dispositionOf('attachment', `${name}.ics`),
      'cache-control': 'no-store',
    },
  });
}
