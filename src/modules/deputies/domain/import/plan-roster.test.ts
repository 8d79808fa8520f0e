import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHIQIAO, codes, of, registryOf, rosterRow } from '#tests/support/import-rows.ts';
import { consentsStated } from './consents.ts';
import { planRoster } from './plan-roster.ts';
import { spanOf } from './registry.ts';
import type { RosterRow } from './rows.ts';

describe('a roster', () => {
  it('makes one person and a post for each level', () => {
    const { registry } = registryOf([rosterRow({ levels: ['county', 'township'] })]);
    expect(registry.people.size).toBe(1);
    expect([...registry.posts.values()].map(({ level }) => level)).toEqual(['county', 'township']);
  });

  it('gives each level its own district, group and congress when the row names as many', () => {
    const row = rosterRow({
      levels: ['county', 'township'],
      electoralDistrict: '三选区、五选区',
      congress: '第十八届',
      phone: '1',
    });
    const { registry, outcomes } = registryOf([row], [row]);
    const said = [...registry.posts.values()].flatMap((post) => [...post.listings.values()]);
    expect(said.map((listing) => listing.electoralDistrict)).toEqual(['三选区', '五选区']);
    expect(said.map((listing) => listing.congress)).toEqual(['第十八届', '第十八届']);
    expect(of(outcomes[1] ?? [])).toEqual(['unchanged']);
  });

  it('imported again changes nothing', () => {
    const rows = [rosterRow({ phone: '1' }), rosterRow({ number: 3, phone: '2' })];
    expect(of(registryOf(rows, rows).outcomes[1] ?? [])).toEqual(['unchanged', 'unchanged']);
  });

  it('of the next year finds the same people, and says what changed', () => {
    const { registry, outcomes } = registryOf(
      [rosterRow({ year: 2019, phone: '1' })],
      [rosterRow({ phone: '1', post: '村主任' })],
      [rosterRow({ phone: '1', post: '书记' })],
    );
    expect(of(outcomes.flat())).toEqual(['created', 'created', 'changed']);
    expect(registry.people.size).toBe(1);
    expect(registry.posts.size).toBe(1);
  });

  it('tells namesakes apart by phone', () => {
    const { registry } = registryOf([rosterRow({ phone: '1' }), rosterRow({ number: 3, phone: '2' })]);
    expect(registry.people.size).toBe(2);
  });

  it('tells namesakes apart by electoral district, in later years too', () => {
    const rows = [rosterRow({ electoralDistrict: '一选区' }), rosterRow({ number: 3, electoralDistrict: '二选区' })];
    const later = rows.map((row) => ({ ...row, year: 2021 }));
    const { registry } = registryOf(rows, later);
    expect(registry.people.size).toBe(2);
    expect(registry.posts.size).toBe(2);
  });

  it('takes a new number of the same deputy of the same electoral district as a changed number', () => {
    const { registry } = registryOf(
      [rosterRow({ year: 2019, phone: '1', electoralDistrict: '一选区' })],
      [rosterRow({ phone: '2', electoralDistrict: '一选区' })],
    );
    expect([...registry.people.values()].map(({ phone }) => phone)).toEqual(['2']);
  });

  it('never guesses: another number and nothing else to go by is a fault', () => {
    const { outcomes } = registryOf([rosterRow({ year: 2019, phone: '1' })], [rosterRow({ phone: '2' })]);
    expect(codes(outcomes[1] ?? [])).toEqual(['person-ambiguous']);
  });

  it('never guesses: a namesake at another level without a number is a fault', () => {
    const { outcomes } = registryOf([rosterRow({}), rosterRow({ number: 3, levels: ['county'] })]);
    expect(codes(outcomes.flat())).toEqual(['person-ambiguous']);
  });

  it('knows one person by one number at two levels, and in two towns', () => {
    const { registry } = registryOf([
      rosterRow({ phone: '1' }),
      rosterRow({ number: 3, phone: '1', levels: ['county'] }),
      rosterRow({ number: 4, phone: '1', levels: ['provincial'], town: SHIQIAO }),
    ]);
    expect(registry.people.size).toBe(1);
    expect(registry.posts.size).toBe(3);
  });

  it('says that a row repeats another', () => {
    const { outcomes } = registryOf([rosterRow({}), rosterRow({ number: 7 })]);
    expect(outcomes.flat()[1]).toMatchObject({ faults: [{ code: 'row-repeated', hint: '2' }] });
  });

  it('of an older year fills in what is not known, and overrules nothing', () => {
    const { registry, outcomes } = registryOf(
      [rosterRow({ phone: '2', electoralDistrict: '一选区' })],
      [rosterRow({ year: 2018, phone: '1', electoralDistrict: '一选区', sex: '女' })],
    );
    expect([...registry.people.values()]).toMatchObject([{ phone: '2', sex: '女' }]);
    expect(of(outcomes.flat())).toEqual(['created', 'created']);
  });

  it('finds a post by its number, and refuses numbers that it did not give', () => {
    const { registry, newId } = registryOf([rosterRow({ phone: '1' })]);
    const [post] = registry.posts.values();
    const plan = planRoster(
      [rosterRow({ id: post?.id ?? '', phone: '9' }), rosterRow({ number: 3, id: 'nobody' })],
      registry,
      newId,
    );
    expect(of(plan.outcomes)).toEqual(['changed', 'rejected']);
    expect(codes(plan.outcomes)).toEqual(['id-unknown']);
  });

  it('of another congress makes another post of the same person', () => {
    const { registry } = registryOf(
      [rosterRow({ year: 2018, phone: '1', congress: '第十八届' })],
      [rosterRow({ year: 2019, phone: '1', congress: '第十九届' })],
    );
    expect(registry.people.size).toBe(1);
    expect(registry.posts.size).toBe(2);
  });

  it('gives the same people and posts whatever the order of the years', () => {
    const row = fc.record({
      name: fc.constantFrom('王伟', '李娜'),
      phone: fc.constantFrom('1', '2', '3'),
      level: fc.constantFrom('county' as const, 'township' as const),
    });
    const file = fc.uniqueArray(row, { maxLength: 5, selector: ({ name, phone, level }) => name + phone + level });
    fc.assert(
      fc.property(file, file, (one, other) => {
        const rows = (year: number, people: typeof one) =>
          people.map(({ level, ...rest }, index) => rosterRow({ ...rest, levels: [level], year, number: index }));
        const shape = (...files: RosterRow[][]) => {
          const { registry } = registryOf(...files);
          const said = [...registry.posts.values()].map((post) => {
            const { name, phone } = registry.people.get(post.personId) ?? {};
            const span = spanOf(post, registry.rosters.get(post.region));
            return JSON.stringify([name, phone, post.level, [...post.listings.keys()].toSorted(), span]);
          });
          return said.toSorted();
        };
        const together = [...one, ...other];
        // Two numbers of one name at one level in two years cannot be told apart without a district: a fault, not a guess.
        const numbers = Map.groupBy(together, ({ name, level }) => name + level);
        fc.pre([...numbers.values()].every((same) => new Set(same.map(({ phone }) => phone)).size === 1));
        expect(shape(rows(2019, one), rows(2020, other))).toEqual(shape(rows(2020, other), rows(2019, one)));
      }),
    );
  });
});

describe('from when to when a post is held', () => {
  const span = (rows: Partial<RosterRow>[], years: number[]) => {
    const { registry } = registryOf(rows.map((row) => rosterRow({ phone: '1', ...row })));
    const [post] = registry.posts.values();
    return post && spanOf(post, new Map(years.map((year) => [year, true])));
  };

  it('runs from the first listed year on, and on while no later roster leaves it out', () => {
    expect(span([{ year: 2019 }], [2019])).toEqual({ fromDay: '2019-01-01', untilDay: null });
    expect(span([{ year: 2019 }], [2019, 2020])).toEqual({ fromDay: '2019-01-01', untilDay: '2020-01-01' });
  });

  it('believes what the roster states', () => {
    const term = { from: '2017-03-01', to: '2019-06-30' };
    expect(span([{ year: 2018 }, { year: 2019, term }], [2018, 2019])).toEqual({
      fromDay: '2017-03-01',
      untilDay: '2019-07-01',
    });
  });

  it('does not end by a roster of which rows were rejected', () => {
    const { registry } = registryOf([rosterRow({ year: 2019 })]);
    const [post] = registry.posts.values();
    expect(post && spanOf(post, new Map([[2020, false]]))).toMatchObject({ untilDay: null });
  });
});

describe('consents', () => {
  it('are those of the latest roster that says', () => {
    const { registry } = registryOf(
      [rosterRow({ year: 2019, phone: '1', isPhonePublic: true, isWorkplacePublic: false })],
      [rosterRow({ phone: '1', isPhonePublic: null })],
    );
    expect(consentsStated([...registry.posts.values()])).toEqual({ phone: true, workplace: false });
  });

  it('are not there for a phone of which no roster says', () => {
    expect(consentsStated([])).toEqual({ phone: undefined, workplace: true });
  });
});
