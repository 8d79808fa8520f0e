import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import { writeWorkbook } from '#platform/workbook/write.ts';
import { DISTRICT, GUANLAN, aDistrict, operatorOf, test } from '#tests/support/deputies.ts';
import { townOfficer } from '#tests/support/life.ts';
import type { ImportOptions } from '../../contract.ts';
import type { Cell, Sheet } from '../../domain/import/sheet.ts';
import { decideBatch } from './decide-batch.ts';
import { importWorkbooks } from './import-workbooks.ts';
import { readBatch, readBatchFile, readFaults } from './read-batch.ts';
import { openBatchRunner } from './run-batches.ts';
import { startBatch } from './start-batch.ts';

function sheet(name: string, ...rows: (readonly Cell[])[]): Sheet {
  return { name, isHidden: false, rows: rows.map((cells, at) => ({ number: at + 1, isHidden: false, cells })) };
}

const ROSTER = sheet(
  '名册',
  ['云川区观澜镇2020年代表名册'],
  ['姓 名', '性别', '联系电话', '代表层级', '代表小组', '公开电话', '工作岗位', '职务', '责任单位'],
  ['王 伟', '男', '19000000001', '区、镇', '第一小组', '是', '观澜村', '书记', '党政办'],
  ['李娜', '女', '19000000002', '镇', '第二小组', '否', '', '', ''],
);

const LEDGER = sheet(
  '台账',
  ['2020年承诺台账（观澜镇）'],
  [
    '序号',
    '代表姓名',
    '代表层级',
    '承诺内容',
    '量化目标',
    '公示时间',
    '完成情况',
    '完成时间',
    '实际成效',
    '核实人',
    '核实时间',
  ],
  [1, '王伟', '区', '安装路灯20盏', '20盏', '2020-02-01', '已完成', '2020年6月', '20盏', '镇人大办', '2020/7/2'],
  [2, '王伟', '镇', '走访选民48户', '48户', '', '推进中', '', '', '', ''],
  [3, '李娜', '镇', '开展义诊4次', '4次', '', '√', '2020.9.1', '4次', '李 娜', ''],
  ['合计', '', '', '', '', '', '', '', '', '', ''],
);

async function take(stage: Stage, sheets: readonly Sheet[], options: Partial<ImportOptions> = {}) {
  const input = { workbooks: [{ file: '观澜镇.xlsx', sha256: 'a', sheets }], options };
  const [imported] = await perform(stage, operatorOf(DISTRICT), { useCase: importWorkbooks, input });
  if (imported === undefined) throw new Error('nothing is told of the workbook');
  return imported;
}

async function trailOf(stage: Stage) {
  const { rows } = await sql<{ subject: string; name: string | null; before: unknown; after: unknown }>`
    select t.subject, p.name, t.before, t.after from kernel.trail_entry t
    left join kernel.person p on p.id::text = t.subject
    where t.action = 'deputies.import-workbooks' order by t.seq`.execute(stage.database);
  return rows;
}

describe('the trail of an import', () => {
  test('has an entry for each person and what was said of them, and not a number that could be called', async ({
    stage,
  }) => {
    await aDistrict(stage);
    await take(stage, [ROSTER, LEDGER]);
    const first = await trailOf(stage);
    expect(first.map(({ name }) => name)).toEqual([null, '王伟', '李娜']);
    expect(first[1]).toMatchObject({
      before: null,
      after: {
        ...{ name: '王伟', phone: '****01', changed: ['sex'] },
        listings: [
          { level: 'county', year: 2020, group: '第一小组', changed: ['phone', 'workplace', 'post', 'extra'] },
          { level: 'township', year: 2020, group: '第一小组' },
        ],
        consents: [
          { field: 'phone', surface: 'web', isGiven: true },
          { field: 'workplace', surface: 'web', isGiven: true },
        ],
      },
    });
    const said = JSON.stringify(first);
    for (const secret of ['19000000001', '19000000002', '观澜村', '党政办', '书记']) expect(said).not.toContain(secret);
  });

  test('says what stood there before, and nothing of whom the same file does not change', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, [ROSTER, LEDGER]);
    await take(stage, [ROSTER, LEDGER]);
    const replace = (from: string, to: string) => (cells: readonly Cell[]) =>
      cells.map((cell) => (cell === from ? to : cell));
    const rows = ROSTER.rows.map(({ cells }) => cells);
    const changed = rows.map(replace('第二小组', '第三小组')).map(replace('否', '是'));
    const ledger = LEDGER.rows.map(({ cells }) => replace('推进中', '已完成')(cells));
    const before = (await trailOf(stage)).length;
    await take(stage, [sheet('名册', ...changed), sheet('台账', ...ledger.map(replace('', '2020-10-01')))], {
      partial: true,
    });
    const [, person, ...commitments] = (await trailOf(stage)).slice(before);
    expect(before).toBe(4);
    expect(person).toMatchObject({
      name: '李娜',
      before: { listings: [{ year: 2020, isPhonePublic: false, group: '第二小组' }] },
      after: {
        listings: [{ year: 2020, isPhonePublic: true, group: '第三小组' }],
        consents: [{ field: 'phone', surface: 'web', isGiven: true }],
      },
    });
    expect(commitments.map((entry) => [entry.before, entry.after])).toContainEqual([
      expect.objectContaining({ state: 'published' }),
      expect.objectContaining({ state: 'fulfilled' }),
    ]);
  });
});

async function aBatch(stage: Stage, by: Actor, replace: (cell: Cell) => Cell = (cell) => cell) {
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  const runner = await openBatchRunner({ stage, actor: () => Promise.resolve(operatorOf(DISTRICT)), onFailure });
  const run = async () => {
    runner.wake();
    await runner.idle();
    expect(failures).toEqual([]);
  };
  const [, headings = [], ...rows] = ROSTER.rows.map(({ cells }) => cells.map(replace));
  const bytes = await writeWorkbook([
    { name: '名册', title: '云川区观澜镇2020年代表名册', headings: headings.map(String), rows },
  ]);
  const input = { token: 'form-1', files: [{ name: '观澜镇2020名册.xlsx', bytes }] };
  const { batchId } = await perform(stage, by, { useCase: startBatch, input });
  await run();
  return { run, batch: await ask(stage, by, { query: readBatch, input: { batchId } }) };
}

describe('a batch', () => {
  test('is written on record in the name of the officer who decided it', async ({ stage }) => {
    await aDistrict(stage);
    const officer = townOfficer(GUANLAN);
    const { run, batch } = await aBatch(stage, townOfficer(GUANLAN));
    const input = { batchId: batch.id, round: batch.round, decision: 'write' };
    await perform(stage, officer, { useCase: decideBatch, input });
    await run();
    const { rows: names } = await sql<{ name: string }>`
      select recorded_by as name from kernel.consent
      union select actor from kernel.trail_entry where action = 'deputies.import-workbooks'`.execute(stage.database);
    expect(names).toEqual([{ name: officer.id }]);
  });

  test('with faults tells on the trail who saw them, and who took the file', async ({ stage }) => {
    await aDistrict(stage);
    const officer = townOfficer(GUANLAN);
    const { batch } = await aBatch(stage, officer, (cell) => (cell === '镇' ? '省界' : cell));
    const at = { batchId: batch.id, fileId: batch.files[0]?.id };
    const { faults } = await ask(stage, officer, { query: readFaults, input: { ...at, offset: 0, limit: 50 } });
    await ask(stage, officer, { query: readBatchFile, input: at });
    const { rows } = await sql`
      select actor, region, action, after from kernel.trail_entry
      where subject = ${batch.id} and action like 'deputies.read-%' order by seq`.execute(stage.database);
    const seen = { actor: officer.id, region: GUANLAN };
    expect(faults).toHaveLength(1);
    expect(rows).toEqual([
      { ...seen, action: 'deputies.read-faults', after: { file: at.fileId, faults: 1 } },
      { ...seen, action: 'deputies.read-batch-file', after: { file: at.fileId } },
    ]);
  });
});
