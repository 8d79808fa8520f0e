import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { RegionCode } from '#kernel/contract.ts';
import { type Task, waitingOfOffices, whoseTurn } from './whose-turn.ts';

const TOWN = RegionCode.parse('500199101000');
const task: Task = {
  ...{ turn: 'verify', district: '500199', id: 'c', region: TOWN, level: 'township', state: 'claimed', personId: 'p' },
  ...{ isLeading: false, isDelegated: true, since: '2020-10-01T00:00:00.000000Z' },
};
const roles = (given: Partial<Task>) => whoseTurn({ ...task, ...given }).map(({ role }) => role);

describe('whose turn it is', () => {
  test.each([
    ['a town’s own', {}, ['town-officer']],
    ['the district’s own, left to the town', { level: 'county' }, ['town-officer', 'district-officer']],
    ['the district’s own alone', { level: 'county', isDelegated: false }, ['district-officer']],
    ['a claim of the town’s head', { isLeading: true }, ['district-officer']],
    ['to review', { turn: 'publish', state: 'submitted' }, ['town-officer']],
    ['a dispute', { turn: 'decideDispute', state: 'fulfilled' }, ['town-officer']],
  ] as const)('%s', (_, given, expected) => expect(roles(given)).toEqual(expected));

  it('is somebody’s, whatever waits, and each office counts just its own', () => {
    const drawn = fc.record({
      turn: fc.constantFrom('publish' as const, 'verify' as const),
      region: fc.constantFrom(TOWN, RegionCode.parse('500199102000'), RegionCode.parse('500199001000')),
      level: fc.constantFrom('township' as const, 'county' as const, 'provincial' as const),
      isDelegated: fc.boolean(),
      since: fc.constantFrom('2020-10-01T00:00:00.000000Z', '2020-10-02T00:00:00.000000Z'),
    });
    fc.assert(
      fc.property(fc.array(drawn), (all) => {
        const tasks = all.map((one): Task => ({ ...task, ...one }));
        const offices = waitingOfOffices(tasks);
        for (const one of tasks) expect(whoseTurn(one).length).toBeGreaterThan(0);
        const counted = offices.reduce((sum, { counts }) => sum + counts.publish + counts.verify, 0);
        expect(counted).toBe(tasks.flatMap((one) => whoseTurn(one)).length);
        for (const { newest, region } of offices) {
          const own = tasks.filter((one) => whoseTurn(one).some((office) => office.region === region));
          expect(newest).toBe(
            own
              .map(({ since }) => since)
              .toSorted()
              .at(-1),
          );
        }
      }),
    );
  });
});
