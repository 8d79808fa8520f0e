import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type RegionCode, districtCode } from '#kernel/contract.ts';
import type { Stage } from '#kernel/index.server.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import { DISTRICT, GUANLAN, SHIQIAO, type TestPost, aCommitment, aPost, test } from '#tests/support/deputies.ts';
import { Level } from '../../contract.ts';
import { saveProgrammeScope } from './programme-scope.ts';
import { rebuildFigures, refreshFigures } from './refresh-figures.ts';

const YUNCHUAN = districtCode(DISTRICT);
const ELSEWHERE = '110101001000' as RegionCode;

/** What the series say, however they say it: every count of every day, and every series there is. */
async function seriesOf(database: Database): Promise<unknown[]> {
  const series =
    await sql`select region, year, dimension, value from deputies.figure_series order by 1, 2, 3, 4`.execute(database);
  const figures = await sql`
    select region, year, dimension, value, day, sum(p) as p, sum(i) as i, sum(s) as s, sum(m) as m, sum(c) as c,
      sum(r) as r, sum(v) as v
    from deputies.figure_series, unnest(days, persons, in_post, in_scope, memberships, commitments, reported, verified)
      as one (day, p, i, s, m, c, r, v)
    group by region, year, dimension, value, day
    having (sum(p), sum(i), sum(s), sum(m), sum(c), sum(r), sum(v)) <> (0, 0, 0, 0, 0, 0, 0)
    order by region, year, dimension, value, day`.execute(database);
  const outcomes = await sql`select * from deputies.outcome_series order by region, year, unit, measure`.execute(
    database,
  );
  return [...series.rows, ...figures.rows, ...outcomes.rows];
}

interface Refreshed {
  readonly region: string;
  readonly personIds: readonly string[];
  /** The builders write through a handle of their own: here, the transaction. */
  readonly change: (handle: { database: Transaction }) => Promise<unknown>;
}

function refreshed({ database }: Stage, { region, personIds, change }: Refreshed): Promise<unknown> {
  return database
    .transaction()
    .execute((tx) =>
      refreshFigures(tx, { district: districtCode(region as RegionCode), personIds }, () => change({ database: tx })),
    );
}

async function expectAsRebuilt({ database }: Stage): Promise<void> {
  const kept = await seriesOf(database);
  await database.transaction().execute(rebuildFigures);
  expect(kept).toEqual(await seriesOf(database));
}

const PEOPLE = ['0', '1', '2'].map((digit) => `00000000-0000-7000-8000-00000000000${digit}`);
const DAYS = ['2019-07-01', '2020-01-01', '2020-03-05', '2020-03-05T03:04:05.000006Z', '2020-09-30'];

type Step = (stage: Stage, posts: TestPost[]) => Promise<unknown>;

const addPost: fc.Arbitrary<Step> = fc
  .record({
    personId: fc.constantFrom(...PEOPLE),
    region: fc.constantFrom(SHIQIAO, GUANLAN, ELSEWHERE, DISTRICT),
    level: fc.constantFrom<Level>('county', 'township'),
    from: fc.constantFrom('2018-01-01', '2020-02-01'),
    until: fc.constantFrom(null, '2020-01-01', '2020-06-01'),
    listings: fc.constantFrom({}, { 2019: '第一小组' }, { 2019: null, 2020: '第二小组' }),
  })
  .map((given) => (stage, posts) => {
    const change = async (handle: { database: Transaction }) => posts.push(await aPost(handle, given));
    return refreshed(stage, { region: given.region, personIds: [given.personId], change });
  });

const addCommitment: fc.Arbitrary<Step> = fc
  .record({
    which: fc.nat(),
    year: fc.constantFrom(2019, 2020),
    field: fc.constantFrom('人居环境', '产业带动'),
    groupName: fc.constantFrom(null, '第一小组'),
    unit: fc.constantFrom(null, '盏'),
    quantity: fc.constantFrom(null, '17', '2.50'),
    states: fc.subarray(['published', 'claimed', 'fulfilled', 'published', 'withdrawn'] as const),
    at: fc.subarray(DAYS, { minLength: 5 }),
  })
  .map(({ which, states, at, ...given }) => async (stage, posts) => {
    const post = posts[which % posts.length];
    if (post === undefined) return;
    const history = states.map((state, index) => [state, at[index] ?? ''] as const);
    const change = (handle: { database: Transaction }) => aCommitment(handle, post, { ...given, history });
    await refreshed(stage, { region: post.region, personIds: [post.personId], change });
  });

const correct: fc.Arbitrary<Step> = fc
  .constantFrom(
    `update deputies.commitment set field = '教育助学', quantity = 3`,
    `update deputies.commitment_change set superseded_at = now() where state = 'fulfilled'`,
    `update deputies.commitment_change set effective_at = effective_at - interval '3 days 1 hour'`,
    `update deputies.membership set until_day = '2020-08-01' where until_day is null`,
    `update deputies.membership set suspended_from = '2020-03-01', suspended_until = '2020-05-01'`,
    `update deputies.membership set suspended_from = from_day, suspended_until = null where level = 'county'`,
    `update deputies.membership set suspended_from = null, suspended_until = null`,
    `update deputies.membership set from_day = '2020-04-01' where until_day is null`,
    `update deputies.commitment set region = '${GUANLAN}' where region = '${SHIQIAO}'`,
    `delete from deputies.commitment_change`,
  )
  .map((statement) => async (stage) => {
    const change = ({ database }: { database: Transaction }) => sql.raw(statement).execute(database);
    await refreshed(stage, { region: DISTRICT, personIds: PEOPLE, change });
  });

const setScope: fc.Arbitrary<Step> = fc
  .record({ year: fc.constantFrom(2018, 2020), levels: fc.subarray(Level.options) })
  .map(
    (scope) =>
      ({ database }) =>
        database.transaction().execute((tx) => saveProgrammeScope(tx, YUNCHUAN, scope)),
  );

const steps = fc.array(
  fc.oneof({ weight: 3, arbitrary: addPost }, { weight: 5, arbitrary: addCommitment }, correct, setScope),
  { maxLength: 14 },
);

describe('figures kept up with each change', () => {
  test('are those computed from nothing, whatever happened before', async ({ stage }) => {
    const property = fc.asyncProperty(steps, async (all) => {
      const posts: TestPost[] = [];
      for (const step of all) await step(stage, posts);
      await expectAsRebuilt(stage);
      await empty(stage);
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  });

  test('leave no series of nothing behind', async ({ stage }) => {
    const post = await aPost(stage, { region: SHIQIAO, from: '2021-01-01', listings: {} });
    const all = { region: SHIQIAO, personIds: [post.personId] };
    await refreshed(stage, { ...all, change: (handle) => aCommitment(handle, post, { quantity: '1', unit: '盏' }) });
    expect(await seriesOf(stage.database)).not.toEqual([]);
    const change = ({ database }: { database: Transaction }) =>
      sql`delete from deputies.commitment_change`.execute(database);
    await refreshed(stage, { ...all, change });
    expect(await seriesOf(stage.database)).toEqual([]);
  });

  test('leave no series longer than two years and a half', async ({ stage }) => {
    const post = await aPost(stage, { region: SHIQIAO });
    const all = { region: SHIQIAO, personIds: [post.personId] };
    const days = Array.from({ length: 250 }, (_, index) => new Date(Date.UTC(2020, 0, 1 + index)).toISOString());
    for (const hour of ['01', '02', '03', '04']) {
      const change = ({ database }: { database: Transaction }) =>
        addClaims(
          database,
          post,
          days.map((at) => at.replace('T00', `T${hour}`)),
        );
      await refreshed(stage, { ...all, change });
    }
    const { rows } = await sql<{ longest: number }>`
      select max(cardinality(days)) as longest from deputies.figure_series`.execute(stage.database);
    expect(rows[0]?.longest).toBeLessThan(800);
    await expectAsRebuilt(stage);
  });

  test('of a year that begins with one town count the posts of all towns', async ({ stage }) => {
    const others = await aPost(stage, { region: GUANLAN });
    const all = { region: SHIQIAO, personIds: [] };
    await refreshed(stage, {
      ...all,
      change: (handle) => aPost(handle, { region: SHIQIAO, personId: others.personId, listings: { 2020: null } }),
    });
    const { rows } = await sql`
      select region, in_post from deputies.figure_series where year = 2020 and dimension = 'total' and region like '500199%'
      order by region`.execute(stage.database);
    expect(rows).toEqual([
      { region: DISTRICT, in_post: [1] },
      { region: SHIQIAO, in_post: [1] },
      { region: GUANLAN, in_post: [1] },
    ]);
  });

  test('by two districts and two towns at once are the same as one after the other', async ({ stage }) => {
    const regions = [SHIQIAO, ELSEWHERE, GUANLAN, ELSEWHERE, SHIQIAO, GUANLAN];
    const posts = await Promise.all(
      regions.map((region, index) => aPost(stage, { region, personId: PEOPLE[index % 2] ?? '', listings: {} })),
    );
    await Promise.all(
      posts.map((post) =>
        refreshed(stage, {
          region: post.region,
          personIds: [post.personId],
          change: (handle) => aCommitment(handle, post, { field: post.region }),
        }),
      ),
    );
    await expectAsRebuilt(stage);
  });
});

/** A commitment for each instant, published and claimed then. */
async function addClaims(database: Transaction, post: TestPost, instants: readonly string[]): Promise<void> {
  await sql`
    with made as (
      insert into deputies.commitment (district_code, id, membership_id, person_id, region, level, year, kind, field,
        text, recorded_at)
      select ${YUNCHUAN}, gen_random_uuid(), ${post.id}, ${post.personId}, ${post.region}, ${post.level}, 2020, 'common',
        '人居环境', '清理河道', at from unnest(${instants}::timestamptz[]) as at
      returning district_code, id, recorded_at)
    insert into deputies.commitment_change (district_code, commitment_id, seq, state, effective_at, is_assumed,
      recorded_at)
    select district_code, id, 1, 'claimed', recorded_at, false, recorded_at from made`.execute(database);
}

async function empty({ database }: Stage): Promise<void> {
  const tables = ['figure_series', 'outcome_series', 'commitment_change', 'commitment', 'listing', 'membership'];
  for (const table of [...tables, 'roster', 'programme_scope']) {
    await sql`delete from ${sql.table(`deputies.${table}`)}`.execute(database);
  }
}
