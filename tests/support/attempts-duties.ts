import { randomUUID } from 'node:crypto';
import { type Attempt, manages, within } from './attempts-oracle.ts';
import { aVisit, dutyRow, villageRow } from './duties.ts';
import { GROUP, STATION } from './neighbours.ts';

type Input = Readonly<Record<string, unknown>>;

const asking = (input: Input = {}): Attempt => ({ input: () => Promise.resolve(input), expects: () => 'open' });
const inTown = (expects: Attempt['expects']): Attempt => ({
  input: (_, { place }) => Promise.resolve({ town: place.region }),
  expects,
});

/** How use cases of duties, villages and themes are tried. */
export const DUTY_ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'deputies.log-duty': { input: (_, { seat }) => Promise.resolve(aVisit(seat)), expects: manages },
  'deputies.name-duty-evidence': {
    input: async (stage, { seat }) => ({ dutyIds: [await dutyRow(stage, seat, { station: STATION, group: GROUP })] }),
    expects: () => 'open',
  },
  'deputies.withdraw-duty': {
    input: async (stage, { seat }) => ({ dutyId: await dutyRow(stage, seat, { station: STATION, group: GROUP }) }),
    expects: manages,
  },
  'deputies.find-office-duties': inTown(within),
  'deputies.export-duties': inTown(within),
  'deputies.read-duty-choices': {
    input: (_, { seat }) => Promise.resolve({ membershipId: seat.id }),
    expects: manages,
  },
  'deputies.read-duty-numbers': {
    input: (_, { seat }) => Promise.resolve({ personId: seat.personId }),
    expects: () => 'open',
  },
  'deputies.read-my-duties': asking(),
  'deputies.read-my-duty-choices': asking(),
  'deputies.read-themes': asking(),
  'deputies.set-themes': asking({ year: 2020, themes: ['脱贫攻坚'] }),
  'deputies.find-villages': inTown(within),
  'deputies.export-villages': inTown(within),
  'deputies.set-village': {
    input: async (stage, { place }) => ({
      villageId: await villageRow(stage, { region: place.region, name: `村${randomUUID().slice(0, 8)}` }),
      ...{ region: place.region, name: `村${randomUUID().slice(0, 8)}`, householdCount: 12 },
    }),
    expects: within,
  },
};
