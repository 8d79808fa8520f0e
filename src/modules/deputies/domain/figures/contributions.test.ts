import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegionCode, dayOf, isWithin, lineage, regionLevel } from '#kernel/contract.ts';
import { type CommitmentState, Level } from '../../contract.ts';
import { type Cell, MEASURES, contributions, groupKey, outcomeContributions } from './contributions.ts';
import type { CommitmentOfYear, PersonYear, PostOfYear } from './person-year.ts';

const YEAR = 2020;
const TOWNS = ['500199101000', '500199102000', '500118101000', '110101001000', '500199000000'].map((code) =>
  RegionCode.parse(code),
);
const REGIONS = [...new Set(TOWNS.flatMap((town) => lineage(town)))];
const FIELDS = ['人居环境', '产业带动'];
const KINDS = ['common', 'personal'];
const GROUPS = [null, '第一小组', '第二小组'];

const day = fc.constantFrom(
  '2019-06-01',
  '2019-12-31',
  '2020-01-01',
  '2020-03-01',
  '2020-07-01',
  '2020-12-31',
  '2021-02-01',
);
const instant = fc.constantFrom(
  ...['2019-11-30T16:00:00.000000Z', '2020-01-01T00:00:00.000000Z', '2020-01-31T15:59:59.999999Z'],
  ...['2020-01-31T16:00:00.000000Z', '2020-05-04T03:02:01.000001Z', '2020-05-04T03:02:01.000002Z'],
  ...['2020-12-31T15:59:59.999999Z', '2020-12-31T16:00:00.000000Z', '2021-03-03T03:03:03.000000Z'],
);

const post: fc.Arbitrary<PostOfYear> = fc.record({
  region: fc.constantFrom(...TOWNS),
  level: fc.constantFrom<Level>('county', 'township'),
  fromDay: day,
  untilDay: fc.option(day),
  isInScope: fc.boolean(),
  groupName: fc.constantFrom(...GROUPS),
});

/** What can become of a commitment: claimed, rejected, claimed again, fulfilled, reopened, withdrawn; or never published. */
const states: fc.Arbitrary<CommitmentState[]> = fc
  .array(fc.constantFrom<CommitmentState>('published', 'claimed', 'fulfilled', 'withdrawn'), { maxLength: 5 })
  .map((later) => [
    ...(['draft', 'submitted'] as const),
    ...(later.length > 0 ? ['published' as const] : []),
    ...later,
  ]);

const changes = states.chain((all) =>
  fc
    .array(instant, { minLength: all.length, maxLength: all.length })
    .map((instants) => instants.toSorted().map((at, index) => ({ at, state: all[index] ?? 'draft' }))),
);

const commitment: fc.Arbitrary<CommitmentOfYear> = fc.record({
  membershipId: fc.constantFrom('a', 'b', 'c'),
  region: fc.constantFrom(...TOWNS),
  level: fc.constantFrom<Level>('county', 'township'),
  groupName: fc.constantFrom(...GROUPS),
  field: fc.constantFrom(...FIELDS),
  kind: fc.constantFrom(...KINDS),
  measure: fc.constantFrom(null, '路灯'),
  unit: fc.constantFrom(null, '盏', '户'),
  quantity: fc.option(fc.integer({ min: 0, max: 99 }).map(String)),
  changes,
});

const people: fc.Arbitrary<PersonYear[]> = fc.array(
  fc.record({
    year: fc.constant(YEAR),
    posts: fc.array(post, { maxLength: 4 }),
    commitments: fc.array(commitment, { maxLength: 4 }),
  }),
  { maxLength: 3 },
);

/** Every cell there can be. */
const CELLS: Cell[] = REGIONS.flatMap((region) => [
  { region, dimension: 'total', value: '' },
  ...Level.options.map((value): Cell => ({ region, dimension: 'level', value })),
  ...FIELDS.map((value): Cell => ({ region, dimension: 'field', value })),
  ...KINDS.map((value): Cell => ({ region, dimension: 'kind', value })),
  ...(regionLevel(region) === 'town'
    ? GROUPS.map((group): Cell => ({ region, dimension: 'group', value: groupKey(region, group) }))
    : []),
]);

type Counted = Pick<PostOfYear, 'region' | 'level' | 'groupName'> & { field?: string; kind?: string };

function isIn(cell: Cell, one: Counted): boolean {
  const values = { ...one, total: '', group: groupKey(one.region, one.groupName) };
  return isWithin(one.region, cell.region) && values[cell.dimension] === cell.value;
}

/** The figures, read straight from the histories. */
function oracle(all: readonly PersonYear[], cell: Cell, asOf: string) {
  const stateOf = (one: CommitmentOfYear) => one.changes.findLast(({ at }) => at <= asOf)?.state ?? 'draft';
  const today = [dayOf(asOf), `${YEAR}-12-31`].toSorted()[0] ?? '';
  const holds = (one: PostOfYear) => isIn(cell, one) && one.fromDay <= today && (one.untilDay ?? '9') > today;
  const promised = all.map(({ commitments }) =>
    commitments.filter((one) => isIn(cell, one) && !['draft', 'submitted'].includes(stateOf(one))),
  );
  const count = (...wanted: CommitmentState[]) => promised.flat().filter((one) => wanted.includes(stateOf(one))).length;
  return {
    persons: promised.filter((own) => own.length > 0).length,
    inPost: all.filter(({ posts }) => posts.some(holds)).length,
    inScope: all.filter(({ posts }) => posts.some((one) => one.isInScope && holds(one))).length,
    memberships: promised.flatMap((own) => [...new Set(own.map((one) => one.membershipId))]).length,
    commitments: promised.flat().length,
    reported: count('claimed', 'fulfilled'),
    verified: count('fulfilled'),
  };
}

const nameOf = ({ region, dimension, value }: Cell) => `${region} ${dimension} ${value}`;

/** What all persons contribute up to an instant, by the name of the cell. */
function summed(all: readonly PersonYear[], asOf: string) {
  const nothing = () => Object.fromEntries(MEASURES.map((measure) => [measure, 0]));
  const sums = Object.fromEntries(CELLS.map((cell) => [nameOf(cell), nothing()]));
  for (const personYear of all) {
    contributions(personYear, ({ cell, measure, at, by }) => {
      const counts = (sums[nameOf(cell)] ??= nothing());
      if (at <= asOf) counts[measure] = (counts[measure] ?? 0) + by;
    });
  }
  return sums;
}

describe('contributions', () => {
  it('add up to the figures of every cell there is, as of any instant', () => {
    fc.assert(
      fc.property(people, instant, (all, asOf) => {
        const expected = CELLS.map((cell) => [nameOf(cell), noPostsByField(oracle(all, cell, asOf), cell)]);
        expect(summed(all, asOf)).toEqual(Object.fromEntries(expected));
      }),
    );
  });

  it('of outcomes add up to what is verified at the instant', () => {
    fc.assert(
      fc.property(people, instant, fc.constantFrom(...REGIONS), (all, asOf, region) => {
        const sums = new Map<string, number>();
        for (const personYear of all) {
          outcomeContributions(personYear, (one) => {
            if (one.region !== region || one.at > asOf) return;
            sums.set(one.unit, (sums.get(one.unit) ?? 0) + one.by * Number(one.quantity));
          });
        }
        const verified = all
          .flatMap(({ commitments }) => commitments)
          .filter((one) => one.changes.findLast(({ at }) => at <= asOf)?.state === 'fulfilled')
          .filter((one) => isWithin(one.region, region));
        for (const unit of ['', '盏', '户']) {
          const expected = verified.filter((one) => (one.unit ?? '') === unit).map((one) => Number(one.quantity ?? 0));
          expect(sums.get(unit) ?? 0).toBe(expected.reduce((sum, quantity) => sum + quantity, 0));
        }
      }),
    );
  });
});

/** Who is in post has nothing to do with the field or the kind of a promise. */
function noPostsByField(counts: ReturnType<typeof oracle>, { dimension }: Cell) {
  return dimension === 'field' || dimension === 'kind' ? { ...counts, inPost: 0, inScope: 0 } : counts;
}
