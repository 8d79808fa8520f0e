import type { Actor, Stage } from '#kernel/index.server.ts';
import { type Attempt, type Expected, type Target, isInside, within } from './attempts-oracle.ts';
import { STATION } from './neighbours.ts';
import { aReceptionRule } from './stations.ts';

type Input = Readonly<Record<string, unknown>>;

/** A clerk's own station is theirs; the offices of the region look after all of its stations. */
function keeps(actor: Actor, target: Target): Expected {
  if (!isInside(actor, target)) return 'refused';
  return actor.role === 'station-clerk' && actor.unit !== STATION ? 'not-found' : 'ok';
}

const onStation = (more: Input = {}, expects: Attempt['expects'] = keeps): Attempt => ({
  input: (_, { place }) => Promise.resolve({ stationId: place.stationId, ...more }),
  expects,
});

const onRule = (more: Input = {}): Attempt => ({
  input: async (stage: Stage, { place, seat }) => ({
    ruleId: await aReceptionRule(stage, { region: place.region, stationId: place.stationId, membershipId: seat.id }),
    ...more,
  }),
  expects: keeps,
});

const inTown: Attempt = { input: (_, { place }) => Promise.resolve({ town: place.region }), expects: within };
const asking = (input: Input): Attempt => ({ input: () => Promise.resolve(input), expects: () => 'open' });
const onPerson = (expects: Attempt['expects']): Attempt => ({
  input: (_, { seat }) => Promise.resolve({ personId: seat.personId }),
  expects,
});

/** How use cases of stations, of their reception days and of the calendar are tried. */
export const STATION_ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'deputies.find-stations': inTown,
  'deputies.list-office-stations': inTown,
  'deputies.register-stations': inTown,
  'deputies.describe-station': {
    input: (_, { place }) =>
      Promise.resolve({
        ...{ stationId: place.stationId, town: place.region, name: STATION, kind: 'home', address: '正街 2 号' },
      }),
    expects: keeps,
  },
  'deputies.read-station': onStation({}, within),
  'deputies.read-office-station': onStation(),
  'deputies.read-wall': onStation({}, within),
  'deputies.read-station-calendar': onStation({}, within),
  'deputies.renew-screen-key': onStation(),
  'deputies.set-reception-rule': {
    input: (_, { place, seat }) =>
      Promise.resolve({
        ...{ stationId: place.stationId, pattern: 'weekly', weekdays: [2], starts: '09:00', ends: '11:00' },
        ...{ fromDay: '2020-11-01', membershipIds: [seat.id] },
      }),
    expects: keeps,
  },
  'deputies.drop-reception-rule': onRule(),
  'deputies.set-reception-exception': onRule({ day: '2020-11-12', kind: 'moved', toDay: '2020-11-13' }),
  'deputies.read-receptions-of-deputy': onPerson(() => 'open'),
  'deputies.read-deputy-calendar': onPerson(within),
  'kernel.list-calendar-days': asking({ year: 2020 }),
  'kernel.set-calendar-day': asking({ day: '2020-12-24', isWorking: false, name: '防汛停休' }),
  'kernel.clear-calendar-day': asking({ day: '2020-12-24' }),
};
