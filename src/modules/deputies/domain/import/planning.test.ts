import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegionCode, startOfDay } from '#kernel/contract.ts';
import { consentsStated } from './consents.ts';
import { Commitments, type LedgerScene, historyOf, planLedger as planRows, viewOf } from './plan-ledger.ts';
import { planRoster } from './plan-roster.ts';
import { type LedgerCommitment, Registry, spanOf } from './registry.ts';
import type { LedgerRow, RosterRow } from './rows.ts';

const GUANLAN = RegionCode.parse('500199102000');
const SHIQIAO = RegionCode.parse('500199101000');

const ids = () => {
  let last = 0;
  return () => `id-${(last += 1)}`;
};

function rosterRow(given: Partial<RosterRow>): RosterRow {
  return {
    number: 2,
    id: null,
    name: '王伟',
    phone: null,
    levels: ['township'],
    town: GUANLAN,
    year: 2020,
    remarks: null,
    extra: {},
    sex: null,
    birthMonth: null,
    ethnicity: null,
    workplace: null,
    post: null,
    electoralDistrict: null,
    group: null,
    activityGroup: null,
    station: null,
    isPhonePublic: null,
    isWorkplacePublic: null,
    congress: null,
    term: { from: null, to: null },
    ...given,
  };
}

function ledgerRow(given: Partial<LedgerRow>): LedgerRow {
  return {
    number: 2,
    id: null,
    name: '王伟',
    phone: null,
    levels: [],
    town: GUANLAN,
    year: 2020,
    remarks: null,
    extra: {},
    kind: 'personal',
    field: null,
    text: '安装路灯20盏',
    target: null,
    publishedDay: null,
    due: { day: null, note: null },
    completion: 'open',
    doneDay: null,
    result: null,
    verifier: null,
    verifiedDay: null,
    ...given,
  };
}

/** A registry that holds what some rosters say, each as a file of its own. */
function registryOf(...files: RosterRow[][]) {
  const registry = new Registry();
  const newId = ids();
  const outcomes = files.map((rows) => {
    const plan = planRoster(rows, registry, newId);
    for (const row of rows) registry.saveRoster(row.town, row.year, true);
    return plan.outcomes;
  });
  return { registry, newId, outcomes };
}

const of = (rows: readonly { outcome: string }[]) => rows.map(({ outcome }) => outcome);
const codes = (rows: readonly object[]) =>
  rows.flatMap((row) => ('faults' in row ? (row.faults as { code: string }[]).map(({ code }) => code) : []));

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

function planLedger(rows: readonly LedgerRow[], scene: LedgerScene) {
  const outcomes = planRows(rows, scene);
  return { outcomes, saved: [...scene.commitments.saved.values()] };
}

function sceneOf(registry: Registry, known: readonly LedgerCommitment[] = []): LedgerScene {
  return { registry, commitments: new Commitments(known), townNames: new Map([[GUANLAN, '观澜镇']]), newId: ids() };
}

describe('a ledger', () => {
  const two = () =>
    registryOf([
      rosterRow({ phone: '1', levels: ['county', 'township'], group: '第一小组' }),
      rosterRow({ number: 3, name: '李娜', phone: '2' }),
      rosterRow({ number: 4, name: '李娜', phone: '3' }),
    ]).registry;

  it('makes commitments of the deputy whom it names, in the group of that year', () => {
    const plan = planLedger([ledgerRow({ levels: ['county'] })], sceneOf(two()));
    expect(plan.saved[0]?.after).toMatchObject({ level: 'county', group: '第一小组', field: '其他', version: 1 });
  });

  it.each([
    [{ name: '赵六' }, 'deputy-unknown'],
    [{ name: '李娜' }, 'deputy-ambiguous'],
    [{ name: '李娜', phone: '9' }, 'deputy-unknown'],
    [{ levels: [] }, 'level-ambiguous'],
    [{ levels: ['provincial' as const] }, 'deputy-unknown'],
    [{ year: 2018 }, 'roster-missing'],
    [{ id: 'nobody' }, 'id-unknown'],
    [{ levels: ['county' as const], completion: 'withdrawn' as const }, 'withdraw-in-system'],
  ])('%j is %s', (given, code) => {
    const plan = planLedger([ledgerRow(given)], sceneOf(two()));
    expect(codes(plan.outcomes)).toEqual([code]);
    expect(plan.saved).toEqual([]);
  });

  it('tells namesakes apart by phone', () => {
    const plan = planLedger([ledgerRow({ name: '李娜', phone: '3' })], sceneOf(two()));
    expect(of(plan.outcomes)).toEqual(['created']);
  });

  it('says that a row repeats another, whatever the white space', () => {
    const rows = [
      ledgerRow({ levels: ['county'] }),
      ledgerRow({ number: 9, levels: ['county'], text: '安装 路灯20盏' }),
    ];
    expect(planLedger(rows, sceneOf(two())).outcomes[1]).toMatchObject({
      faults: [{ code: 'row-repeated', hint: '2' }],
    });
  });

  it('imported again changes nothing; a changed target makes a new version', () => {
    const registry = two();
    const row = ledgerRow({
      levels: ['county'],
      target: '18盏',
      completion: 'done',
      doneDay: '2020-06-18',
      verifier: '镇人大办',
    });
    const [first] = planLedger([row], sceneOf(registry)).saved;
    const known = first === undefined ? [] : [first.after];
    expect(of(planLedger([row], sceneOf(registry, known)).outcomes)).toEqual(['unchanged']);
    const changed = planLedger([{ ...row, target: '20盏' }], sceneOf(registry, known));
    expect(changed.saved).toMatchObject([{ before: { version: 1 }, after: { version: 2, id: first?.after.id } }]);
    const byId = planLedger([{ ...row, id: first?.after.id ?? '', text: '安装路灯二十盏' }], sceneOf(registry, known));
    expect(byId.saved).toMatchObject([{ after: { version: 2, text: '安装路灯二十盏' } }]);
  });

  it('measures by the result, and takes the words from the target where the result has none', () => {
    const row = ledgerRow({ levels: ['county'], target: '安装路灯20盏', result: '18盏' });
    const [saved] = planLedger([row], sceneOf(two())).saved;
    expect(saved?.after).toMatchObject({ measure: '安装路灯', unit: '盏', quantity: '18' });
  });
});

describe('what became of a commitment, as its row tells', () => {
  const done = { completion: 'done', doneDay: '2020-06-18' } as const;

  it('is published at 公示时间, else on 1 January, of 2017 on 1 July, and says that this is assumed', () => {
    expect(historyOf(ledgerRow({ publishedDay: '2020-02-03' }))).toEqual([
      { state: 'published', at: startOfDay('2020-02-03'), isAssumed: false, by: null },
    ]);
    expect(historyOf(ledgerRow({}))).toMatchObject([{ at: startOfDay('2020-01-01'), isAssumed: true }]);
    expect(historyOf(ledgerRow({ year: 2017 }))).toMatchObject([{ at: startOfDay('2017-07-01'), isAssumed: true }]);
  });

  it('is verified only by a named person other than the deputy', () => {
    const states = (given: Partial<LedgerRow>) => historyOf(ledgerRow({ ...done, ...given })).map(({ state }) => state);
    expect(states({})).toEqual(['published', 'claimed']);
    expect(states({ verifier: '王 伟' })).toEqual(['published', 'claimed']);
    expect(states({ verifier: '李娜' })).toEqual(['published', 'claimed', 'fulfilled']);
    expect(states({ completion: 'open', doneDay: null, verifier: '李娜' })).toEqual(['published']);
  });

  it('is verified at 核实时间, else at 完成时间', () => {
    const at = (given: Partial<LedgerRow>) => historyOf(ledgerRow({ ...done, verifier: '李娜', ...given })).at(-1);
    expect(at({ verifiedDay: '2020-06-20' })).toMatchObject({ at: startOfDay('2020-06-20'), isAssumed: false });
    expect(at({})).toMatchObject({ at: startOfDay('2020-06-18'), isAssumed: true });
  });

  it('never goes back in time, and its view tells it again', () => {
    const day = fc
      .integer({ min: 0, max: 300 })
      .map((days) => Temporal.PlainDate.from('2017-01-01').add({ days }).toString());
    const row = fc.record({
      year: fc.constant(2017),
      publishedDay: fc.option(day),
      completion: fc.constantFrom('done' as const, 'open' as const),
      doneDay: fc.option(day),
      verifier: fc.constantFrom(null, '王伟', '李娜'),
      verifiedDay: fc.option(day),
    });
    fc.assert(
      fc.property(row, (given) => {
        const history = historyOf(ledgerRow(given));
        const instants = history.map(({ at }) => at);
        expect(instants).toEqual(instants.toSorted());
        const view = viewOf(history);
        expect(viewOf(historyOf(ledgerRow({ ...view, year: 2017 })))).toEqual(view);
      }),
    );
  });
});
