import { sql } from 'kysely';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ROLES, ask, perform } from '#kernel/index.server.ts';
import { CommitmentState, DELEGABLE_LEVELS, type OfficeFilter, ToDoKind } from '#modules/deputies/contract.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, test } from '#tests/support/deputies.ts';
import { aLife, anActor } from '#tests/support/life.ts';
import { findOfficeCommitments } from './find-office-commitments.ts';
import { countToDo, readToDo } from './read-to-do.ts';
import { setDelegation } from './set-delegation.ts';

const STATIONS = ['村代表联络站', '社区代表联络站'] as const;
const GROUPS = ['第一小组', '第二小组'] as const;
const TODAY = '2020-10-28';

const given = fc.record({
  state: fc.constantFrom(...CommitmentState.options),
  region: fc.constantFrom(SHIQIAO, GUANLAN),
  level: fc.constantFrom('county' as const, 'township' as const),
  station: fc.constantFrom(...STATIONS),
  group: fc.constantFrom(...GROUPS),
  year: fc.constantFrom(2019, 2020),
  dueDay: fc.constantFrom(null, '2020-06-30', '2020-11-05', '2020-12-31'),
  isLeading: fc.boolean(),
  isDisputed: fc.boolean(),
  /** Who keyed the claim in: the deputy, or the account of the test's actor. */
  claimedBy: fc.constantFrom('deputy', 'actor'),
});
type Given =
  typeof given extends fc.Arbitrary<infer One> ? One & { readonly id: string; readonly personId: string } : never;

const asked = fc.record({
  role: fc.constantFrom(...ROLES.filter((role) => !['admin', 'security', 'deputy', 'clock', 'visitor'].includes(role))),
  region: fc.constantFrom(DISTRICT, SHIQIAO, GUANLAN),
  unit: fc.constantFrom(...STATIONS, ...GROUPS),
  is: fc.constantFrom(undefined, ...ToDoKind.options),
  state: fc.constantFrom(undefined, ...CommitmentState.options),
  level: fc.constantFrom(undefined, 'county' as const, 'township' as const),
  year: fc.constantFrom('all' as const, 2019, 2020),
});

async function save(stage: Stage, one: Omit<Given, 'id' | 'personId'>, actorId: string): Promise<Given> {
  const { state, region, level, station, group, year, dueDay, isLeading, isDisputed, claimedBy } = one;
  const of = { region, level, listings: { [year]: group } };
  const { id, post } = await aLife(stage, state, { of, year, dueDay, groupName: group });
  await sql`update deputies.listing set station = ${station} where membership_id = ${post.id}`.execute(stage.database);
  await sql`update deputies.membership set is_leading = ${isLeading} where id = ${post.id}`.execute(stage.database);
  if (state === 'claimed') {
    await sql`update deputies.commitment set claimed_by = ${claimedBy === 'actor' ? actorId : 'deputy'} where id = ${id}
      `.execute(stage.database);
  }
  if (isDisputed) {
    await sql`
      insert into deputies.dispute (district_code, id, commitment_id, region, source, text, state, raised_at)
      values ('500199', gen_random_uuid(), ${id}, ${region}, 'office', '并没有安装', 'open', now())`.execute(
      stage.database,
    );
  }
  return { ...one, id, personId: post.personId };
}

const HIDDEN = ['draft', 'submitted', 'returned'];

/** The rules again, in the plainest words. @param off the town whose officer does not act for the district */
function oracle(
  actor: Actor,
  all: readonly Given[],
  { off, is }: { readonly off: string; readonly is: ToDoKind | undefined },
): readonly Given[] {
  const isSeen = (one: Given) => {
    if (actor.region !== DISTRICT && actor.region !== one.region) return false;
    if (actor.role === 'station-clerk') return one.station === actor.unit;
    if (actor.role === 'group-leader') return one.group === actor.unit && !HIDDEN.includes(one.state);
    return true;
  };
  const isTown = actor.role === 'town-officer' || actor.role === 'station-clerk';
  const isLookedAfter = (one: Given) => {
    if (actor.role === 'district-officer') return one.level === 'county';
    return !isTown || one.level === 'township' || one.region !== off;
  };
  const verifies = (one: Given): 'mine' | 'barred' | 'others' => {
    if (!isTown && actor.role !== 'district-officer') return 'mine';
    if (!isLookedAfter(one) && !(actor.role === 'district-officer' && one.isLeading)) return 'others';
    return one.claimedBy === 'actor' || (one.isLeading && isTown) ? 'barred' : 'mine';
  };
  const waits = (one: Given): boolean => {
    if (is === undefined) return true;
    if (is === 'to-verify') return one.state === 'claimed' && verifies(one) === 'mine';
    if (is === 'barred') return one.state === 'claimed' && verifies(one) === 'barred';
    const isOfHead = actor.role === 'district-officer' && one.isLeading;
    if (is === 'disputed') return one.isDisputed && (isLookedAfter(one) || isOfHead);
    if (!isLookedAfter(one)) return false;
    if (is === 'to-review') return one.state === 'submitted';
    if (is === 'returned') return one.state === 'returned';
    if (is === 'overdue') return ['published', 'claimed'].includes(one.state) && (one.dueDay ?? TODAY) < TODAY;
    if (is === 'due-soon') return one.state === 'published' && one.dueDay === '2020-11-05';
    return one.state === 'published';
  };
  return all.filter((one) => isSeen(one) && waits(one));
}

const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).toSorted();

describe('what an office sees', () => {
  test('is its region, unit and duty, and nothing beyond: table, to-do list and counts', async ({ stage }) => {
    await aDistrict(stage);
    const accountId = 'the-actor';
    const drawn = fc.sample(given, { numRuns: 70, seed: 7 });
    const all: Given[] = [];
    for (const one of drawn) all.push(await save(stage, one, accountId));
    for (const level of DELEGABLE_LEVELS) {
      const input = { region: GUANLAN, level, isOn: false };
      await perform(stage, anActor('district-officer', DISTRICT), { useCase: setDelegation, input });
    }
    await fc.assert(
      fc.asyncProperty(asked, async ({ role, region, unit, is, state, level, year }) => {
        const actor = anActor(role, region, { id: accountId, unit });
        const filter = { is, state, level, year, size: 200 };
        const { items, total } = await ask(stage, actor, { query: findOfficeCommitments, input: filter });
        const passes = (one: Given) =>
          (state ?? one.state) === one.state &&
          (level ?? one.level) === one.level &&
          (year === 'all' || year === one.year);
        expect(idsOf(items)).toEqual(idsOf(oracle(actor, all, { off: GUANLAN, is }).filter(passes)));
        expect(total).toBe(items.length);

        const todo = await ask(stage, actor, { query: readToDo, input: {} });
        const counts = await ask(stage, actor, { query: countToDo, input: {} });
        for (const group of todo.groups) {
          const own = oracle(actor, all, { off: GUANLAN, is: group.kind });
          expect([group.kind, group.count]).toEqual([group.kind, own.length]);
          expect(counts[group.kind]).toBe(own.length);
          expect(group.first.length).toBe(Math.min(5, own.length));
          expect(idsOf(own)).toEqual(expect.arrayContaining(idsOf(group.first)));
        }
      }),
      { numRuns: 120 },
    );
  }, 120_000);

  test('is not opened by naming somebody else’s town or person', async ({ stage }) => {
    await aDistrict(stage);
    const { post } = await aLife(stage, 'submitted', { of: { region: GUANLAN } });
    const officer = anActor('town-officer', SHIQIAO);
    const find = (input: Partial<Record<keyof OfficeFilter, string>>) =>
      ask(stage, officer, { query: findOfficeCommitments, input });
    await expect(find({ town: GUANLAN })).rejects.toMatchObject({ kind: 'not-found' });
    expect(await find({ person: post.personId, year: 'all' })).toMatchObject({ total: 0, person: null });
  });
});
