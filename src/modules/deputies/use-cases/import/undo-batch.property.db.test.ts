import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { aDistrict, test } from '#tests/support/deputies.ts';
import { expectAsRebuilt, ledger, preview, roster, stateOf, undo, written } from '#tests/support/imports.ts';

const rosterRow = fc
  .record({
    who: fc.constantFrom(['王伟', '19000000001'], ['李娜', '19000000002'], ['陈敏', '19000000003']),
    levels: fc.constantFrom('区、镇', '镇', '区'),
    group: fc.constantFrom('第一小组', '第二小组', ''),
    isPublic: fc.constantFrom('是', '否', ''),
    post: fc.constantFrom('书记', '主任'),
  })
  .map(({ who, levels, group, isPublic, post }) => [...who, levels, group, isPublic, post]);

const ledgerRow = fc
  .record({
    name: fc.constantFrom('王伟', '李娜', '陈敏'),
    level: fc.constantFrom('区', '镇'),
    text: fc.constantFrom('安装路灯', '走访选民', '开展义诊'),
    target: fc.constantFrom('20盏', '48户', ''),
    done: fc.constantFrom(
      ['推进中', '', '', ''],
      ['已完成', '2020-06-01', '镇人大办', '20盏'],
      ['已完成', '2020-07-01', '', ''],
    ),
  })
  .map(({ name, level, text, target, done }) => [name, level, text, target, ...done]);

const aBatch = fc
  .record({
    year: fc.constantFrom(2019, 2020),
    town: fc.constantFrom('观澜镇', '石桥镇'),
    people: fc.array(rosterRow, { maxLength: 3 }),
    promises: fc.array(ledgerRow, { maxLength: 4 }),
  })
  .map(({ year, town, people, promises }) => {
    // A 2019 ledger may tell of 2020, which nobody minds: the days lie before today.
    return [
      ...(people.length > 0 ? [roster(people, year, town)] : []),
      ...(promises.length > 0 ? [ledger(promises, year, town)] : []),
    ];
  })
  .filter((sheets) => sheets.length > 0);

describe('undoing imports', () => {
  test('of any batches in reverse order leads back through every state there was', async ({ stage }) => {
    await aDistrict(stage);
    await fc.assert(
      fc.asyncProperty(fc.array(aBatch, { minLength: 1, maxLength: 3 }), async (batches) => {
        const states = [await stateOf(stage)];
        const ids: string[] = [];
        for (const sheets of batches) {
          const id = randomUUID();
          await written(stage, sheets, { batchId: id, partial: true });
          ids.push(id);
          states.push(await stateOf(stage));
        }
        for (const [at, id] of [...ids.entries()].toReversed()) {
          const { isPossible } = await preview(stage, id);
          if (isPossible) await undo(stage, id);
          expect(await stateOf(stage)).toEqual(states[at]);
        }
        await expectAsRebuilt(stage);
      }),
      { numRuns: 12 },
    );
  });

  test('of a roster that a later import found there waits for that import', async ({ stage }) => {
    await aDistrict(stage);
    const of2019 = roster([['陈敏', '19000000003', '镇', '第一小组', '是', '书记']], 2019, '石桥镇');
    const of2020 = roster([['陈敏', '19000000003', '镇', '', '', '书记']], 2020, '石桥镇');
    const again = roster([['李娜', '19000000002', '区', '第二小组', '否', '书记']], 2019, '石桥镇');
    const [first, middle, last] = [
      await written(stage, [of2019], { partial: true }),
      await written(stage, [of2020], { partial: true }),
      await written(stage, [again], { partial: true }),
    ] as const;
    await expect(undo(stage, middle)).rejects.toMatchObject({ code: 'batch.stood-upon' });
    for (const id of [last, middle, first]) await undo(stage, id);
    const { rows } = await sql`select from kernel.person`.execute(stage.database);
    expect(rows).toHaveLength(0);
  });

  test('in any other order is refused or leaves figures that a rebuild gives', async ({ stage }) => {
    await aDistrict(stage);
    await fc.assert(
      fc.asyncProperty(fc.array(aBatch, { minLength: 2, maxLength: 3 }), async (batches) => {
        const ids: string[] = [];
        for (const sheets of batches) ids.push(await written(stage, sheets, { partial: true }));
        for (const id of [...ids, ...ids.toReversed()]) {
          await undo(stage, id).catch((error: unknown) => {
            expect(String(error)).toMatch(/batch[.](stood-upon|nothing-to-undo)/);
          });
          await expectAsRebuilt(stage);
        }
        const { rows } = await sql`select from kernel.person`.execute(stage.database);
        expect(rows).toHaveLength(0);
      }),
      { numRuns: 12 },
    );
  });
});
