import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '#kernel/contract.ts';
import { GUANLAN, codes, ids, ledgerRow, of, registryOf, rosterRow } from '#tests/support/import-rows.ts';
import {
  Commitments,
  type LedgerScene,
  historyOf,
  listedPosts,
  planLedger as planRows,
  viewOf,
} from './plan-ledger.ts';
import type { LedgerCommitment, Registry } from './registry.ts';
import type { LedgerRow } from './rows.ts';

function planLedger(rows: readonly LedgerRow[], scene: LedgerScene) {
  const outcomes = planRows(rows, scene);
  return { outcomes, saved: [...scene.commitments.saved.values()] };
}

function sceneOf(registry: Registry, known: readonly LedgerCommitment[] = []): LedgerScene {
  return {
    registry,
    listed: listedPosts(registry),
    commitments: new Commitments(known),
    townNames: new Map([[GUANLAN, '观澜镇']]),
    newId: ids(),
  };
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
