import { z } from 'zod';
import { LOCALES } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { type CalendarEvent, writeCalendar } from '#platform/icalendar/write-calendar.ts';
import { PersonId, StationId } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { stationErrors } from '../../domain/stations/station-errors.ts';
import { findDeputy } from '../../store/lists/deputy.ts';
import { findRules, findRulesOfPerson } from '../../store/stations/receptions.ts';
import { findStation } from '../../store/stations/stations.ts';
import { WORDS, eventsOf } from './calendar-events.ts';
import { receptionsByRule } from './receptions.ts';
import { thisMoment } from './standing.ts';

const In = { locale: z.enum(LOCALES).default('zh') };

/** The reception days of a station, for calendar programs. @throws Problem `not-found` */
export const readStationCalendar = defineQuery({
  name: 'deputies.read-station-calendar',
  input: z.strictObject({ stationId: StationId, ...In }),
  by: ['operator', 'visitor'],
  async read(scene, { stationId, locale }) {
    const { tx, actor } = scene;
    const station = await findStation(tx, actor.region, stationId);
    if (station === undefined) throw stationErrors.unknown();
    const rules = await findRules(tx, { region: actor.region, stationIds: [stationId] });
    const all = await receptionsByRule(scene, rules, { wants: 'all' });
    const events = station.closedOn !== null ? [] : all.flatMap((one) => eventsOf(one, station, locale));
    return writeCalendar({ name: WORDS[locale].title(station.name), events });
  },
});

/** The days on which a deputy receives, wherever that is. @throws Problem `not-found` */
export const readDeputyCalendar = defineQuery({
  name: 'deputies.read-deputy-calendar',
  input: z.strictObject({ personId: PersonId, ...In }),
  by: ['operator', 'visitor'],
  async read(scene, { personId, locale }) {
    const { tx, actor } = scene;
    const rules = await findRulesOfPerson(tx, { region: actor.region, personId, moment: thisMoment(scene) });
    const person = await findDeputy(tx, personId, actor.region);
    if (person === undefined) throw listErrors.unknownDeputy(personId);
    const events: CalendarEvent[] = [];
    for (const one of await receptionsByRule(scene, rules, { wants: 'all' })) {
      const station = await findStation(tx, actor.region, one.rule.stationId);
      if (station?.closedOn === null) events.push(...eventsOf(one, station, locale));
    }
    return writeCalendar({ name: WORDS[locale].title(person.name), events });
  },
});
