import type { Locale } from '#kernel/contract.ts';
import type { CalendarEvent } from '#platform/icalendar/write-calendar.ts';
import type { ReceptionDay } from '../../contract.ts';
import { plannedDays } from '../../domain/stations/reception-days.ts';
import { rruleOf } from '../../domain/stations/rrule.ts';
import type { Station } from '../../store/stations/stations.ts';
import type { RuleReceptions } from './receptions.ts';

/** Calendars tell whose appointments these are by what follows the sign. */
const uidOf = (id: string) => `reception-${id}@jiannuo`;

/** The words of a calendar, which is a text and no page. */
export const WORDS = {
  zh: {
    title: (name: string) => `${name}接待日`,
    by: (names: string) => `接待代表：${names}`,
    holiday: (day: string, name: string) => `原定 ${day}${name === '' ? '（非工作日）' : `（${name}）`}，已调整`,
    office: (day: string) => `原定 ${day}，已调整`,
    added: '临时增加',
  },
  en: {
    title: (name: string) => `Reception day: ${name}`,
    by: (names: string) => `Received by: ${names}`,
    holiday: (day: string, name: string) => `Planned for ${day} (${name === '' ? 'no working day' : name}), moved`,
    office: (day: string) => `Planned for ${day}, moved`,
    added: 'Added for this day',
  },
} as const;

function whyOf(one: ReceptionDay, locale: Locale): string | undefined {
  const words = WORDS[locale];
  if (one.plannedDay === null) return words.added;
  if (one.movedBy === 'holiday') return words.holiday(one.plannedDay, one.holiday?.[locale] ?? '');
  return one.movedBy === 'office' ? words.office(one.plannedDay) : undefined;
}

const lines = (...parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join('\n');

/** The receptions of one rule as appointments: a series with what differs from it, and those that the office added. */
export function eventsOf(
  { rule, until, days, dropped }: RuleReceptions,
  station: Pick<Station, 'name' | 'address'>,
  locale: Locale,
): CalendarEvent[] {
  const words = WORDS[locale];
  const by = rule.deputies.length === 0 ? undefined : words.by(rule.deputies.map(({ name }) => name).join('、'));
  const at = (day: string, time: string) => ({ day, time });
  const told = (one: ReceptionDay) => lines(whyOf(one, locale), one.note, by, rule.note);
  const common = {
    summary: words.title(station.name),
    location: station.address ?? station.name,
    changedAt: rule.changedAt,
  };
  const single = days
    .filter(({ plannedDay }) => plannedDay === null)
    .map((one) => ({
      ...common,
      uid: uidOf(`${rule.id}-${one.day}`),
      starts: at(one.day, one.starts),
      ends: at(one.day, one.ends),
      description: told(one),
    }));
  const [first] = plannedDays(rule, until);
  const planned = days.filter(({ plannedDay }) => plannedDay !== null);
  if (first === undefined || planned.length === 0) return single;
  const description = lines(by, rule.note);
  const series = {
    ...common,
    uid: uidOf(rule.id),
    starts: at(first, rule.starts),
    ends: at(first, rule.ends),
    ...(description === '' ? {} : { description }),
    recurrence: {
      rule: rruleOf(rule),
      until: rule.untilDay !== null && rule.untilDay < until ? rule.untilDay : until,
      except: dropped.map(({ plannedDay }) => plannedDay),
      moved: planned.flatMap((one) =>
        one.movedBy === null || one.plannedDay === null
          ? []
          : [
              {
                planned: one.plannedDay,
                starts: at(one.day, one.starts),
                ends: at(one.day, one.ends),
                description: told(one),
              },
            ],
      ),
    },
  };
  return [series, ...single];
}
