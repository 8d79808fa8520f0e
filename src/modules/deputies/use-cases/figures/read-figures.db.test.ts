import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { COUNTRY, type RegionCode, districtCode, isWithin } from '#kernel/contract.ts';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import {
  DISTRICT,
  GUANLAN,
  type GivenCommitment,
  type GivenPost,
  NOW,
  SHIQIAO,
  type TestPost,
  aCommitment,
  aDistrict,
  aPost,
  operatorOf,
  test,
  visitorOf,
} from '#tests/support/deputies.ts';
import { rebuildFigures, refreshFigures } from '../../store/figures/refresh-figures.ts';
import type { Dimension, Figures } from '../../contract.ts';
import { readFigures, readOverview } from './read-figures.ts';
import { setProgrammeScope } from './set-programme-scope.ts';

interface Question {
  readonly region?: RegionCode;
  readonly year?: number;
  readonly asOf?: string;
  readonly by?: Dimension;
}

function figures(stage: Stage, input: Question, from: RegionCode = DISTRICT): Promise<Figures> {
  return ask(stage, visitorOf(from), { query: readFigures, input });
}

/** What the builders have written, counted. */
function counted({ database }: Stage): Promise<void> {
  return database.transaction().execute(rebuildFigures);
}

const CLAIMED = '2020-05-04T03:00:00.000000Z';
const FULFILLED = '2020-05-04T06:00:00.000000Z';

/** Two posts of one person in two towns, a second person, and three commitments of 2020; one of 2019. */
async function aSmallDistrict(stage: Stage): Promise<TestPost> {
  await aDistrict(stage);
  const wang = await aPost(stage, {
    region: SHIQIAO,
    level: 'county',
    listings: { 2019: '第一小组', 2020: '第一小组' },
  });
  const again = await aPost(stage, { region: GUANLAN, level: 'township', personId: wang.personId });
  await aPost(stage, { region: GUANLAN, level: 'township', until: '2020-07-01' });
  const lights = { unit: '盏', measure: '路灯', quantity: '20.50', groupName: '第一小组' };
  await aCommitment(stage, wang, {
    ...lights,
    history: [
      ['published', '2020-01-01'],
      ['claimed', CLAIMED],
      ['fulfilled', FULFILLED],
    ],
  });
  await aCommitment(stage, wang, { field: '产业带动', kind: 'common', groupName: '第一小组' });
  await aCommitment(stage, again, {
    history: [
      ['published', '2020-02-01'],
      ['withdrawn', '2020-03-01'],
    ],
  });
  await aCommitment(stage, wang, { year: 2019, groupName: '第一小组' });
  await counted(stage);
  return wang;
}

describe('figures', () => {
  test('of the latest year as of now, unless asked otherwise', async ({ stage }) => {
    await aSmallDistrict(stage);
    expect(await figures(stage, {})).toEqual({
      ...{ region: DISTRICT, year: 2020, asOf: NOW, by: null, rows: [] },
      ...{ persons: 1, inPost: 1, inScope: 1, memberships: 2, commitments: 3, reported: 1, verified: 1 },
      ...{ reportedRate: '33.3', verifiedRate: '33.3' },
      outcomes: [
        { unit: '盏', quantity: '20.5', commitments: 1, of: [{ measure: '路灯', quantity: '20.5', commitments: 1 }] },
      ],
    });
  });

  test('see what happened up to the instant, and a day to its end', async ({ stage }) => {
    await aSmallDistrict(stage);
    for (const [asOf, reported, verified] of [
      ['2020-05-03', 0, 0],
      ['2020-05-04T10:59:59+08:00', 0, 0],
      [CLAIMED, 1, 0],
      ['2020-05-04T05:59:59.999999Z', 1, 0],
      [FULFILLED, 1, 1],
      ['2020-05-04', 1, 1],
    ] as const) {
      const found = await figures(stage, { year: 2020, asOf });
      expect(found).toMatchObject({ commitments: 3, reported, verified });
      expect(found.outcomes.map(({ commitments }) => commitments)).toEqual(verified === 1 ? [1] : []);
    }
  });

  test('of those in post at the day, and of a past year at its end', async ({ stage }) => {
    await aSmallDistrict(stage);
    const at = async (asOf: string, year: number) => (await figures(stage, { year, asOf })).inPost;
    expect([await at('2020-06-30', 2020), await at('2020-07-01', 2020), await at('2020-10-01', 2019)]).toEqual([
      2, 1, 2,
    ]);
  });

  test('by level, town, group, field and kind', async ({ stage }) => {
    await aSmallDistrict(stage);
    const rows = async (by: Dimension) =>
      (await figures(stage, { by })).rows.map((row) => [
        row.key,
        row.label.zh,
        row.persons,
        row.inPost,
        row.commitments,
      ]);
    expect(await rows('level')).toEqual([
      ['county', '区代表', 1, 1, 2],
      ['township', '镇代表', 1, 1, 1],
    ]);
    expect(await rows('town')).toEqual([
      [SHIQIAO, '石桥镇', 1, 1, 2],
      [GUANLAN, '观澜镇', 1, 1, 1],
    ]);
    expect(await rows('group')).toEqual([
      [`${SHIQIAO}:第一小组`, '石桥镇 第一小组', 1, 1, 2],
      [`${GUANLAN}:`, '观澜镇（未分组）', 1, 1, 1],
    ]);
    expect(await rows('field')).toEqual([
      ['人居环境', '人居环境', 1, null, 2],
      ['产业带动', '产业带动', 1, null, 1],
    ]);
    expect(await rows('kind')).toEqual([
      ['common', '共性承诺', 1, null, 1],
      ['personal', '个性承诺', 1, null, 2],
    ]);
  });

  test('of a town, and of the country', async ({ stage }) => {
    await aSmallDistrict(stage);
    expect(await figures(stage, { region: GUANLAN, year: 2020 })).toMatchObject({ persons: 1, commitments: 1 });
    expect(await figures(stage, {}, COUNTRY)).toMatchObject({ persons: 1, memberships: 2, commitments: 3 });
  });

  test('of scope follow what the district decides, and of later years too', async ({ stage }) => {
    await aSmallDistrict(stage);
    const decide = (year: number, levels: string[]) =>
      perform(stage, operatorOf(DISTRICT), { useCase: setProgrammeScope, input: { year, levels } });
    const inScope = async () => [(await figures(stage, { year: 2019 })).inScope, (await figures(stage, {})).inScope];
    expect(await inScope()).toEqual([2, 1]);
    await decide(2019, ['county']);
    expect(await inScope()).toEqual([1, 1]);
    await decide(2020, ['provincial']);
    expect(await inScope()).toEqual([1, 0]);
    const entries = await stage.database.selectFrom('kernel.journal_entry').select(['event', 'facts']).execute();
    expect(entries.at(-1)).toEqual({
      event: 'programme-scope.set',
      facts: { year: 2020, levels: ['provincial'] },
    });
  });

  test('of all years that have commitments make the overview', async ({ stage }) => {
    await aSmallDistrict(stage);
    const { region, years } = await ask(stage, visitorOf(DISTRICT), { query: readOverview, input: {} });
    expect(region).toEqual({ code: DISTRICT, name: '云川区' });
    expect(years.map(({ year, asOf, commitments }) => [year, asOf, commitments])).toEqual([
      [2019, '2019-12-31T15:59:59.999999Z', 1],
      [2020, NOW, 3],
    ]);
  });

  test('are refused where there is nothing to ask for', async ({ stage }) => {
    await aSmallDistrict(stage);
    for (const [input, problem] of [
      [{ year: 2018 }, { kind: 'not-found', code: 'figures.no-such-year' }],
      [{ region: '500199103000' }, { kind: 'not-found', code: 'region.unknown' }],
      [{ region: '500118000000' }, { kind: 'not-found', code: 'region.unknown' }],
      [{ asOf: '2020-10-29' }, { kind: 'invalid' }],
      [{ asOf: '2020-13-01' }, { kind: 'invalid' }],
      [{ by: 'colour' }, { kind: 'invalid' }],
      [{ colour: 'red' }, { kind: 'invalid' }],
    ] as const) {
      await expect(ask(stage, visitorOf(DISTRICT), { query: readFigures, input })).rejects.toMatchObject(problem);
    }
  });

  test('by town are of a district only', async ({ stage }) => {
    await aSmallDistrict(stage);
    await expect(figures(stage, { by: 'town' }, COUNTRY)).rejects.toMatchObject({ code: 'figures.by-needs-district' });
  });

  test('of an empty store are not found', async ({ stage }) => {
    await expect(figures(stage, {})).rejects.toMatchObject({ code: 'figures.no-such-year' });
  });
});

const post = fc.record({
  person: fc.constantFrom('0', '1'),
  region: fc.constantFrom(SHIQIAO, GUANLAN),
  level: fc.constantFrom<GivenPost['level']>('county', 'township'),
});

const instants = ['2020-01-01', '2020-05-04T01:00:00Z', '2020-05-04T02:00:00Z', '2020-05-04T03:00:00Z', '2020-05-06'];

const commitment = fc.record({
  which: fc.nat(),
  field: fc.constantFrom('人居环境', '产业带动'),
  states: fc.subarray(['claimed', 'published', 'claimed', 'fulfilled'] as const),
  at: fc.shuffledSubarray(instants, { minLength: 5 }),
});

describe('figures as of any instant', () => {
  test('are those that the histories say', async ({ stage }) => {
    await aDistrict(stage);
    const property = fc.asyncProperty(
      fc.array(post, { minLength: 1, maxLength: 3 }),
      fc.array(commitment, { maxLength: 4 }),
      async (posts, commitments) => {
        const year = await save(stage, posts, commitments);
        for (const asOf of ['2020-05-03', ...instants, '2020-05-04T02:30:00Z', '2020-05-04']) {
          for (const region of [DISTRICT, SHIQIAO, GUANLAN]) {
            const own = year.filter((one) => isWithin(one.post.region as RegionCode, region));
            if (own.length === 0) continue;
            expect(await figures(stage, { region, year: 2020, asOf })).toMatchObject(expected(own, asOf));
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 12, endOnFailure: true });
  });
});

interface Promised {
  readonly post: TestPost;
  readonly history: GivenCommitment['history'];
}

/** Everything of earlier runs stays in the store and is to be counted as well. */
const saved = new WeakMap<Stage, Promised[]>();

type Drawn<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? readonly Value[] : never;

async function save(stage: Stage, posts: Drawn<typeof post>, commitments: Drawn<typeof commitment>) {
  const all = saved.get(stage) ?? [];
  saved.set(stage, all);
  const ids = ['0', '1'].map((digit) => `00000000-0000-7000-8000-00000000000${digit}`);
  await stage.database.transaction().execute((tx) =>
    refreshFigures(tx, { district: districtCode(DISTRICT), personIds: ids }, async () => {
      const own: TestPost[] = [];
      for (const { person, ...given } of posts) {
        own.push(await aPost({ database: tx }, { ...given, personId: ids[Number(person)] ?? '' }));
      }
      for (const { which, field, states, at } of commitments) {
        const holder = own[which % own.length];
        if (holder === undefined) continue;
        const sorted = at.map(toInstant).toSorted();
        const history = (['published', ...states] as const).map(
          (state, index) => [state, sorted[index] ?? ''] as const,
        );
        await aCommitment({ database: tx }, holder, { field, history });
        all.push({ post: holder, history });
      }
    }),
  );
  return all;
}

function toInstant(at: string): string {
  const instant = at.includes('T') ? at : `${at}T00:00:00+08:00`;
  return Temporal.Instant.from(instant).toString({ fractionalSecondDigits: 6 });
}

function expected(own: readonly Promised[], asOf: string) {
  const at = asOf.includes('T') ? toInstant(asOf) : toInstant(`${asOf}T23:59:59.999999+08:00`);
  const stateOf = ({ history }: Promised) => history.findLast(([, from]) => from <= at)?.[0];
  const published = own.filter((one) => stateOf(one) !== undefined);
  const verified = published.filter((one) => stateOf(one) === 'fulfilled').length;
  return {
    persons: new Set(published.map((one) => one.post.personId)).size,
    memberships: new Set(published.map((one) => one.post.id)).size,
    commitments: published.length,
    reported: published.filter((one) => stateOf(one) === 'claimed').length + verified,
    verified,
  };
}
