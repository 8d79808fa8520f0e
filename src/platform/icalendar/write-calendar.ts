// iCalendar (RFC 5545), as far as appointments in one zone need it. China has had no summer time since 1991.

const ZONE = 'Asia/Shanghai';
const OFFSET_HOURS = 8;
const VTIMEZONE = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:STANDARD',
  'DTSTART:19911001T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** A day (`2020-10-28`) and a time of it (`09:00`), in Asia/Shanghai. */
export interface LocalTime {
  readonly day: string;
  readonly time: string;
}

/** One of a series that takes place at another time, or for which something else is said. */
export interface MovedInstance {
  /** The day on which the rule has it. */
  readonly planned: string;
  readonly starts: LocalTime;
  readonly ends: LocalTime;
  readonly description?: string;
}

export interface Recurrence {
  /** As RRULE writes it, without its end: `FREQ=WEEKLY;BYDAY=MO,TH`. */
  readonly rule: string;
  /** The last day that belongs to the series. */
  readonly until: string;
  /** Days that the rule has and that do not take place. */
  readonly except: readonly string[];
  readonly moved: readonly MovedInstance[];
}

export interface CalendarEvent {
  /** The same for as long as it is the same appointment: a calendar recognises it by this. */
  readonly uid: string;
  /** Of a series the first day that the rule has. */
  readonly starts: LocalTime;
  readonly ends: LocalTime;
  readonly summary: string;
  readonly location?: string | undefined;
  readonly description?: string | undefined;
  readonly url?: string | undefined;
  readonly isCancelled?: boolean;
  /** When what is said here was changed last, as an instant. */
  readonly changedAt: string;
  readonly recurrence?: Recurrence;
}

const LINE_BYTES = 75;
const encoder = new TextEncoder();

/** Lines are at most 75 bytes long; longer ones go on after a blank, and no character is cut in two. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  let bytes = 0;
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (bytes + size > LINE_BYTES) {
      lines.push(current);
      current = ' ';
      bytes = 1;
    }
    current += sign;
    bytes += size;
  }
  return [...lines, current].join('\r\n');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

const digits = (text: string) => text.replaceAll(/[-:]/g, '');

function local(name: string, { day, time }: LocalTime): string {
  return `${name};TZID=${ZONE}:${digits(day)}T${digits(time)}00`;
}

/** As UTC, which is what RFC 5545 asks of UNTIL and of stamps. */
function utc(instant: Temporal.Instant): string {
  return `${digits(instant.toString().slice(0, 19))}Z`;
}

/** The last second of a day. */
function endOf(day: string): Temporal.Instant {
  return Temporal.Instant.from(`${day}T23:59:59+${String(OFFSET_HOURS).padStart(2, '0')}:00`);
}

function linesOf(event: CalendarEvent, moved?: MovedInstance): string[] {
  const { uid, summary, location, url, isCancelled = false, changedAt } = event;
  const stamp = utc(Temporal.Instant.from(changedAt));
  const { starts, ends } = moved ?? event;
  const description = moved?.description ?? event.description;
  const text = (name: string, value: string | undefined) => (value === undefined ? [] : [`${name}:${escaped(value)}`]);
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    // A client takes the greater of two for the newer one.
    `SEQUENCE:${Math.floor(Temporal.Instant.from(changedAt).epochMilliseconds / 60_000) % 2 ** 31}`,
    ...(moved === undefined ? [] : [local('RECURRENCE-ID', { day: moved.planned, time: event.starts.time })]),
    local('DTSTART', starts),
    local('DTEND', ends),
    ...(moved === undefined ? recurrenceLines(event) : []),
    ...text('SUMMARY', summary),
    ...text('LOCATION', location),
    ...text('DESCRIPTION', description),
    ...(url === undefined ? [] : [`URL:${url}`]),
    ...(isCancelled ? ['STATUS:CANCELLED'] : []),
    'END:VEVENT',
  ];
}

function recurrenceLines({ recurrence, starts }: CalendarEvent): string[] {
  if (recurrence === undefined) return [];
  const { rule, until, except } = recurrence;
  return [
    `RRULE:${rule};UNTIL=${utc(endOf(until))}`,
    ...except.map((day) => local('EXDATE', { day, time: starts.time })),
  ];
}

/** How often a client that asks is to look again. */
const REFRESH = 'PT6H';

/** A calendar that programs subscribe to. @param name as they show it */
export function writeCalendar({ name, events }: { name: string; events: readonly CalendarEvent[] }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jiannuo//Jiannuo//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    `X-WR-TIMEZONE:${ZONE}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...VTIMEZONE,
    ...events.flatMap((event) => [
      ...linesOf(event),
      ...(event.recurrence?.moved ?? []).flatMap((moved) => linesOf(event, moved)),
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
