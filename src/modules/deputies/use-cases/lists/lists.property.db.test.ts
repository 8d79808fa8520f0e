import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { dayOf, endOfDay, startOfDay } from '#kernel/contract.ts';
import { type Stage, ask } from '#kernel/index.server.ts';
import {
  type CommitmentFilter,
  type CommitmentState,
  Counted,
  type Counts,
  type DeputyFilter,
  Dimension,
  Standing,
} from '#modules/deputies/contract.ts';
import { GUANLAN, SHIQIAO, test } from '#tests/support/deputies.ts';
import {
  type CommitmentRow,
  type DistrictRows,
  type MembershipRow,
  type PersonRow,
  saveDistrict,
  visitor,
} from '#tests/support/lists.ts';
import { rebuildFigures } from '../../store/figures/refresh-figures.ts';
import { readFigures } from '../figures/read-figures.ts';
import { findCommitments } from './find-commitments.ts';
import { findDeputies } from './find-deputies.ts';

const DAYS = [
  '2018-12-31',
  '2019-01-01',
  '2019-06-30',
  '2019-12-31',
  '2020-01-01',
  '2020-06-30',
  '2020-10-28',
] as const;
const day = fc.constantFrom(...DAYS);
const level = fc.constantFrom('county' as const, 'township' as const);
const group = fc.constantFrom('第一小组', '第二小组', null);
const field = fc.constantFrom('人居环境', '道路交通');
const kind = fc.constantFrom('common' as const, 'personal' as const);
const year = fc.constantFrom(2019, 2020);
const state = fc.constantFrom<CommitmentState[]>('draft', 'published', 'claimed', 'fulfilled', 'withdrawn');
/** What was published once is never a draft again. */
function draftsFirst(states: readonly CommitmentState[]): CommitmentState[] {
  return states.toSorted((one, other) => Number(other === 'draft') - Number(one === 'draft'));
}

const SCOPES: readonly NonNullable<DistrictRows['scopes']>[] = [{}, { 2019: ['county'] }, { 2020: ['township'] }];
const id = fc.constant(null).map(() => randomUUID());

const commitment: fc.Arbitrary<CommitmentRow> = fc
  .record({ id, year, field, kind, group, text: fc.constant('修路'), days: fc.uniqueArray(day, { maxLength: 4 }) })
  .chain(({ days, ...rest }) =>
    fc
      .record({
        states: fc.tuple(...days.map(() => state)).map(draftsFirst),
        unit: fc.constantFrom('盏', '公里', null),
        quantity: fc.constantFrom(1, null),
      })
      .map(({ states, ...measured }) => ({
        ...{ ...rest, ...measured },
        changes: days.toSorted().map((from, index) => ({ state: states[index] ?? 'draft', at: startOfDay(from) })),
      })),
  );

const membership: fc.Arbitrary<MembershipRow> = fc
  .record({
    ...{
      id,
      level,
      region: fc.constantFrom(SHIQIAO, GUANLAN),
      from: day,
      until: fc.option(day),
      pause: fc.option(fc.tuple(day, fc.option(day))),
    },
    listings: fc.uniqueArray(fc.record({ year, group }), { maxLength: 2, selector: (listing) => listing.year }),
    commitments: fc.array(commitment, { maxLength: 3 }),
  })
  .map(({ from, until, pause, ...rest }) => {
    const [paused = null, resumed = null] = pause ?? [];
    const isPause = paused !== null && (resumed === null || paused < resumed);
    const suspended = isPause ? { suspendedFrom: paused, suspendedUntil: resumed } : {};
    return { ...rest, ...suspended, from, until: until !== null && until < from ? null : until };
  });

/** Whether a post is held on a day, and not suspended. */
function isHeld({ from, until, suspendedFrom, suspendedUntil }: MembershipRow, day: string): boolean {
  const isIn = from <= day && (until == null || day < until);
  const isOut = suspendedFrom != null && suspendedFrom <= day && (suspendedUntil == null || day < suspendedUntil);
  return isIn && !isOut;
}

const person: fc.Arbitrary<PersonRow> = fc.record({
  ...{ id, name: fc.constant('王建国'), memberships: fc.array(membership, { minLength: 1, maxLength: 3 }) },
});

const district: fc.Arbitrary<DistrictRows> = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 6 }),
  scopes: fc.constantFrom(...SCOPES),
});

const filters = {
  year,
  asOf: day,
  level,
  town: fc.constantFrom(SHIQIAO, GUANLAN),
  group: fc.constantFrom(`${SHIQIAO}:第一小组`, `${GUANLAN}:第二小组`, `${SHIQIAO}:`),
  ...{ field, kind },
};
const deputyFilter = fc.record(
  { ...filters, standing: fc.constantFrom(...Standing.options) },
  { requiredKeys: ['year'] },
);
const commitmentFilter = fc.record(
  { ...filters, counted: fc.constantFrom(...Counted.options), unit: fc.constant('盏') },
  { requiredKeys: ['year'] },
);

type Asked = Omit<DeputyFilter & CommitmentFilter, 'year' | 'town'> & { readonly town: string };
type Filter = { readonly [Name in keyof Asked]?: Asked[Name] | undefined } & { readonly year: number };

/** The rules again, in the plainest words. */
function oracle({ people, scopes = {} }: DistrictRows, filter: Filter) {
  const at = filter.asOf === undefined ? '2020-10-28T01:00:00.000000Z' : endOfDay(filter.asOf);
  const end = endOfDay(`${filter.year}-12-31`);
  const instant = filter.asOf === undefined && end < at ? end : at;
  const today = dayOf(instant < end ? instant : end);
  const stateOf = (one: CommitmentRow) => one.changes.findLast((change) => change.at <= instant)?.state ?? 'draft';
  const isIn = (post: MembershipRow, name: string | null | undefined) =>
    (filter.level ?? post.level) === post.level &&
    (filter.town ?? post.region) === post.region &&
    (filter.group ?? `${post.region}:${name ?? ''}`) === `${post.region}:${name ?? ''}`;
  const promised = (post: MembershipRow) =>
    post.commitments.filter(
      (one) =>
        one.year === filter.year &&
        stateOf(one) !== 'draft' &&
        isIn(post, one.group) &&
        (filter.field ?? one.field) === one.field &&
        (filter.kind ?? one.kind) === one.kind,
    );
  const scope = Object.entries(scopes).findLast(([from]) => Number(from) <= filter.year)?.[1];
  const groupOf = (post: MembershipRow) => post.listings.find((one) => one.year === filter.year)?.group;
  const holds = (post: MembershipRow) => isHeld(post, today) && isIn(post, groupOf(post));
  const hasPromised = (one: PersonRow) => one.memberships.some((post) => promised(post).length > 0);
  const isAsked = (one: PersonRow) => (filter.field ?? filter.kind) === undefined || hasPromised(one);
  const inScope = (one: PersonRow) =>
    one.memberships.some((post) => holds(post) && (scope === undefined || scope.includes(post.level)));
  return {
    promised: people.filter(hasPromised),
    'in-post': people.filter((one) => one.memberships.some(holds) && isAsked(one)),
    'in-scope': people.filter((one) => inScope(one) && isAsked(one)),
    missing: people.filter((one) => inScope(one) && !hasPromised(one)),
    commitments: people
      .flatMap((one) => one.memberships.flatMap(promised))
      .filter((one) => {
        const state = stateOf(one);
        if (filter.unit !== undefined) return state === 'fulfilled' && one.unit === filter.unit && one.quantity != null;
        if (filter.counted === 'verified') return state === 'fulfilled';
        return filter.counted !== 'reported' || state === 'fulfilled' || state === 'claimed';
      }),
  };
}

const RUNS = { numRuns: 60 };

describe('the list behind a figure', () => {
  test('has exactly the deputies that the rules count, whatever the filters and the instant', async ({ stage }) => {
    const property = fc.asyncProperty(
      district,
      fc.array(deputyFilter, { minLength: 6, maxLength: 6 }),
      async (rows, asked) => {
        await saveDistrict(stage, rows);
        for (const input of asked) {
          const list = await ask(stage, visitor, { query: findDeputies, input });
          const expected = oracle(rows, input)[input.standing ?? 'promised'];
          expect(list.deputies.map((one) => one.id).toSorted()).toEqual(expected.map((one) => one.id).toSorted());
          expect(list.total).toBe(expected.length);
        }
      },
    );
    await fc.assert(property, RUNS);
  }, 120_000);

  test('has exactly the commitments that the rules count', async ({ stage }) => {
    const property = fc.asyncProperty(
      district,
      fc.array(commitmentFilter, { minLength: 6, maxLength: 6 }),
      async (rows, asked) => {
        await saveDistrict(stage, rows);
        for (const input of asked) {
          const list = await ask(stage, visitor, { query: findCommitments, input });
          const expected = oracle(rows, input).commitments;
          expect(list.commitments.map((one) => one.id).toSorted()).toEqual(expected.map((one) => one.id).toSorted());
          expect(list.total).toBe(expected.length);
        }
      },
    );
    await fc.assert(property, RUNS);
  }, 120_000);

  test('says by each facet how long it would be with that value', async ({ stage }) => {
    const property = fc.asyncProperty(district, deputyFilter, fc.constantFrom('修路', ''), async (rows, filter, q) => {
      await saveDistrict(stage, rows);
      const input = { ...filter, q };
      const { facets } = await ask(stage, visitor, { query: findDeputies, input });
      const values = [
        ...facets.levels.map(({ key, count }) => ({ level: key, count })),
        ...facets.towns.map(({ key, count }) => ({ town: key, count })),
        ...facets.fields.map(({ key, count }) => ({ field: key, count })),
      ];
      for (const { count, ...value } of values) {
        const list = await ask(stage, visitor, { query: findDeputies, input: { ...input, ...value } });
        expect(list.total).toBe(count);
      }
    });
    await fc.assert(property, RUNS);
  }, 120_000);

  test('is as long as the published figure says, in every row of every table', async ({ stage }) => {
    const FILTER = { level: 'level', town: 'town', group: 'group', field: 'field', kind: 'kind' } as const;
    const property = fc.asyncProperty(district, day, fc.constantFrom(...Dimension.options), async (rows, asOf, by) => {
      await saveDistrict(stage, rows);
      await stage.database.transaction().execute(rebuildFigures);
      const promises = rows.people.flatMap((one) => one.memberships.flatMap((post) => post.commitments));
      const published = promises.filter((one) => one.changes.some((change) => change.state !== 'draft'));
      const years = new Set(published.map((one) => one.year));
      for (const year of years) {
        const figures = await ask(stage, visitor, { query: readFigures, input: { year, asOf, by } });
        await expectLists(stage, figures, { year, asOf });
        for (const row of figures.rows) await expectLists(stage, row, { year, asOf, [FILTER[by]]: row.key });
        for (const { unit, commitments } of figures.outcomes) {
          const list = await ask(stage, visitor, { query: findCommitments, input: { year, asOf, unit } });
          expect(list.total).toBe(commitments);
        }
      }
    });
    await fc.assert(property, { numRuns: 25 });
  }, 240_000);
});

async function expectLists(stage: Stage, counts: Counts, filter: Record<string, unknown>) {
  for (const [standing, expected] of [
    ['promised', counts.persons],
    ['in-post', counts.inPost],
    ['in-scope', counts.inScope],
  ] as const) {
    if (expected === null) continue;
    const list = await ask(stage, visitor, { query: findDeputies, input: { ...filter, standing } });
    expect([filter, standing, list.total]).toEqual([filter, standing, expected]);
  }
  for (const [counted, expected] of [
    ['published', counts.commitments],
    ['reported', counts.reported],
    ['verified', counts.verified],
  ] as const) {
    const list = await ask(stage, visitor, { query: findCommitments, input: { ...filter, counted } });
    expect([filter, counted, list.total]).toEqual([filter, counted, expected]);
  }
}
