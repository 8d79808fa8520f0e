import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform, rehearse } from '#kernel/index.server.ts';
import { DISTRICT, SHIQIAO, aDistrict, operatorOf, test, visitorOf } from '#tests/support/deputies.ts';
import type { ImportOptions } from '../../contract.ts';
import type { ExportedTable } from '../../domain/export/tables.ts';
import { type Cell, type Sheet, textOf } from '../../domain/import/sheet.ts';
import { exportTable } from '../export/export-table.ts';
import { importWorkbooks } from './import-workbooks.ts';

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

const counts = ({ report }: Awaited<ReturnType<typeof take>>) =>
  report.sheets.map(({ created, changed, unchanged, rejected }) => [created, changed, unchanged, rejected]);

async function rowsOf(stage: Stage, table: string) {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from ${sql.table(table)}`.execute(stage.database);
  return Number(rows[0]?.n);
}

function asSheet({ name, headings, rows }: ExportedTable): Sheet {
  return sheet(name, headings, ...rows);
}

describe('import of several workbooks at once', () => {
  test('a file with a fault is left out, what needs it is rejected, and the others are written', async ({ stage }) => {
    await aDistrict(stage);
    const cells = ROSTER.rows.map((row) => row.cells);
    const faulty = sheet(
      '名册',
      ['石桥镇2020年'],
      cells[1] ?? [],
      ['赵六', '男', '不详', '镇'],
      ['钱七', '男', '', '镇'],
    );
    const needsIt = sheet('台账', ['石桥镇2020年'], ['代表姓名', '代表层级', '承诺内容'], ['钱七', '镇', '修路']);
    const files = [[LEDGER], [faulty], [ROSTER], [needsIt]];
    const workbooks = files.map((sheets, at) => ({ file: `${at}.xlsx`, sha256: String(at), sheets }));
    const input = { workbooks, options: {} };
    const imported = await perform(stage, operatorOf(DISTRICT), { useCase: importWorkbooks, input });
    expect(imported.map(({ report, written }) => [report.file, report.status, written])).toEqual([
      ['0.xlsx', 'ok', true],
      ['1.xlsx', 'faults', false],
      ['2.xlsx', 'ok', true],
      ['3.xlsx', 'faults', false],
    ]);
    expect(imported[3]?.report.faults.map(({ code }) => code)).toEqual(['roster-missing']);
    expect(await rowsOf(stage, 'kernel.person')).toBe(2);
    expect(await rowsOf(stage, 'deputies.commitment')).toBe(3);
  });

  test('the same roster and the same ledger in two files are taken in once', async ({ stage }) => {
    await aDistrict(stage);
    const done = LEDGER.rows.map(({ cells }) => cells.map((cell) => (cell === '推进中' ? '未完成' : cell)));
    const files = [[ROSTER], [ROSTER], [LEDGER], [sheet('台账', ...done)]];
    const workbooks = files.map((sheets, at) => ({ file: `${at}.xlsx`, sha256: String(at), sheets }));
    const input = { workbooks, options: {} };
    const imported = await perform(stage, operatorOf(DISTRICT), { useCase: importWorkbooks, input });
    expect(imported.map(counts)).toEqual([[[2, 0, 0, 0]], [[0, 0, 2, 0]], [[3, 0, 0, 0]], [[0, 0, 3, 0]]]);
  });

  test('two imports of one town at the same time make nobody twice', async ({ stage }) => {
    await aDistrict(stage);
    const all = await Promise.all([take(stage, [ROSTER, LEDGER]), take(stage, [ROSTER, LEDGER])]);
    expect(all.map(({ written }) => written)).toEqual([true, true]);
    expect(await rowsOf(stage, 'kernel.person')).toBe(2);
    expect(await rowsOf(stage, 'deputies.commitment')).toBe(3);
  });
});

describe('import of a workbook', () => {
  test('takes people, posts and commitments in, and tells what it made of each row', async ({ stage }) => {
    await aDistrict(stage);
    const result = await take(stage, [LEDGER, ROSTER]);
    expect(result).toMatchObject({ written: true, report: { status: 'ok', faults: [] } });
    expect(result.report.sheets.map(({ kind, rows }) => [kind, rows])).toEqual([
      ['ledger', 3],
      ['roster', 2],
    ]);
    expect(counts(result)).toEqual([
      [3, 0, 0, 0],
      [2, 0, 0, 0],
    ]);
    const { rows } = await sql`
      select p.name, p.initials, m.level, c.text, c.group_name, c.quantity, c.unit, array_agg(h.state order by h.seq) as states
      from deputies.commitment c
      join deputies.membership m on m.id = c.membership_id
      join kernel.person p on p.id = m.person_id
      join deputies.commitment_change h on h.commitment_id = c.id
      group by p.name, p.initials, m.level, c.text, c.group_name, c.quantity, c.unit order by c.text`.execute(
      stage.database,
    );
    expect(rows).toEqual([
      {
        name: '王伟',
        initials: 'ww',
        level: 'county',
        text: '安装路灯20盏',
        group_name: '第一小组',
        quantity: '20',
        unit: '盏',
        states: ['published', 'claimed', 'fulfilled'],
      },
      {
        name: '李娜',
        initials: 'ln',
        level: 'township',
        text: '开展义诊4次',
        group_name: '第二小组',
        quantity: '4',
        unit: '次',
        states: ['published', 'claimed'],
      },
      {
        name: '王伟',
        initials: 'ww',
        level: 'township',
        text: '走访选民48户',
        group_name: '第一小组',
        quantity: null,
        unit: null,
        states: ['published'],
      },
    ]);
  });

  test('imported again changes nothing, and records nothing of commitments', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, [ROSTER, LEDGER]);
    const before = await rowsOf(stage, 'kernel.journal_entry');
    expect(counts(await take(stage, [ROSTER, LEDGER]))).toEqual([
      [0, 0, 2, 0],
      [0, 0, 3, 0],
    ]);
    expect(await rowsOf(stage, 'kernel.journal_entry')).toBe(before + 1);
    expect(await rowsOf(stage, 'deputies.commitment_change')).toBe(6);
  });

  test('writes nothing when one row is rejected, and says where and what to do', async ({ stage }) => {
    await aDistrict(stage);
    const bad = sheet('台账', ...LEDGER.rows.map(({ cells }) => cells), [
      4,
      '赵六',
      '镇',
      '修路',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
    const result = await take(stage, [ROSTER, bad]);
    expect(result).toMatchObject({ written: false, report: { status: 'faults' } });
    expect(result.report.faults).toMatchObject([
      { sheet: '台账', row: 7, column: 'B', heading: '代表姓名', code: 'deputy-unknown', value: '赵六' },
    ]);
    expect(result.report.faults[0]?.message.zh).toContain('赵六');
    expect(await rowsOf(stage, 'kernel.person')).toBe(0);
  });

  test('writes the good rows when asked to, and a roster with rejected rows ends nobody', async ({ stage }) => {
    await aDistrict(stage);
    const [title, headings, , second] = ROSTER.rows.map(({ cells }) => cells);
    const older = sheet('名册', ['观澜镇2019年'], headings ?? [], ...ROSTER.rows.slice(2).map(({ cells }) => cells));
    await take(stage, [older]);
    const faulty = sheet('名册', title ?? [], headings ?? [], ['王伟', '男', '号码不明', '镇'], second ?? []);
    const result = await take(stage, [faulty], { partial: true });
    expect(result).toMatchObject({ written: true, report: { status: 'faults' } });
    const { rows } = await sql<{
      until_day: string | null;
    }>`select distinct until_day from deputies.membership`.execute(stage.database);
    expect(rows).toEqual([{ until_day: null }]);
  });

  test('a later roster without a deputy ends the post with the last year that lists it', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, [ROSTER]);
    const [, headings, wang] = ROSTER.rows.map(({ cells }) => cells);
    const [, , li] = [...ROSTER.rows.map(({ cells }) => cells)];
    expect(li).toBeDefined();
    await take(stage, [
      sheet('名册', ['观澜镇2019年'], headings ?? [], ...ROSTER.rows.slice(2).map(({ cells }) => cells)),
    ]);
    const past = await sql<{
      n: bigint;
    }>`select count(*) as n from deputies.membership where until_day is not null`.execute(stage.database);
    expect(past.rows).toEqual([{ n: 0n }]);
    const fewer = sheet('名册', ['观澜镇2018年'], headings ?? [], wang ?? []);
    await take(stage, [fewer]);
    const { rows } = await sql<{ name: string; from_day: string }>`
      select p.name, m.from_day from deputies.membership m join kernel.person p on p.id = m.person_id
      order by m.level, p.name`.execute(stage.database);
    expect(rows).toEqual([
      { name: '王伟', from_day: '2018-01-01' },
      { name: '李娜', from_day: '2019-01-01' },
      { name: '王伟', from_day: '2018-01-01' },
    ]);
  });

  test('what it exports, imported again, is all unchanged', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, [ROSTER, LEDGER]);
    for (const kind of ['roster', 'ledger'] as const) {
      const table = await ask(stage, operatorOf(DISTRICT), { query: exportTable, input: { kind, year: 2020 } });
      expect(table.rows).toHaveLength(3);
      expect(counts(await take(stage, [asSheet(table)]))).toEqual([[0, 0, 3, 0]]);
    }
  });

  test('an exported ledger finds its commitments by their numbers, although their texts were amended', async ({
    stage,
  }) => {
    await aDistrict(stage);
    await take(stage, [ROSTER, LEDGER]);
    const table = await ask(stage, operatorOf(DISTRICT), { query: exportTable, input: { kind: 'ledger', year: 2020 } });
    const at = table.headings.indexOf('承诺内容');
    const amended = { ...table, rows: table.rows.map((row) => row.with(at, `${textOf(row[at])}（修订）`)) };
    expect(counts(await take(stage, [asSheet(amended)]))).toEqual([[0, 3, 0, 0]]);
    const { rows } = await sql<{ version: number; content: { text: string } }>`
      select version, content from deputies.commitment_version order by content ->> 'text'`.execute(stage.database);
    expect(rows.map(({ version, content }) => [version, content.text])).toEqual([
      [1, '安装路灯20盏'],
      [1, '开展义诊4次'],
      [1, '走访选民48户'],
    ]);
  });

  test('a corrected history gives up what was believed, and keeps it to be read', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, [ROSTER, LEDGER]);
    const rows = LEDGER.rows.map(({ cells }) => cells.map((cell) => (cell === '2020年6月' ? '2020-06-15' : cell)));
    expect(counts(await take(stage, [sheet('台账', ...rows)]))).toEqual([[0, 1, 2, 0]]);
    const { rows: changes } = await sql`
      select seq, state, superseded_at is null as holds, until_at = 'infinity' as is_last from deputies.commitment_change
      where commitment_id = (select id from deputies.commitment where text = '安装路灯20盏') order by seq`.execute(
      stage.database,
    );
    expect(changes).toEqual([
      { seq: 1, state: 'published', holds: false, is_last: false },
      { seq: 2, state: 'claimed', holds: false, is_last: false },
      { seq: 3, state: 'fulfilled', holds: false, is_last: true },
      { seq: 4, state: 'published', holds: true, is_last: false },
      { seq: 5, state: 'claimed', holds: true, is_last: false },
      { seq: 6, state: 'fulfilled', holds: true, is_last: true },
    ]);
  });

  test('consent to show the phone follows the roster, and is withdrawn by it', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, [ROSTER]);
    const held = async () => {
      const { rows } = await sql`
        select p.name, c.field, c.until_day from kernel.consent c join kernel.person p on p.id = c.person_id
        where c.field = 'phone' order by p.name`.execute(stage.database);
      return rows;
    };
    expect(await held()).toEqual([{ name: '王伟', field: 'phone', until_day: null }]);
    const without = ROSTER.rows.map(({ cells }) => cells.map((cell) => (cell === '是' ? '否' : cell)));
    await take(stage, [sheet('名册', ...without)]);
    expect(await held()).toEqual([{ name: '王伟', field: 'phone', until_day: '2020-10-28' }]);
  });

  test('a rehearsal sees all files together, and leaves nothing behind', async ({ stage }) => {
    await aDistrict(stage);
    const reports = await rehearse(stage, operatorOf(DISTRICT), async (run) => {
      const workbook = (sheets: readonly Sheet[]) => ({ workbooks: [{ file: 'f', sha256: 'a', sheets }], options: {} });
      const first = await run({ useCase: importWorkbooks, input: workbook([ROSTER]) });
      return [first, await run({ useCase: importWorkbooks, input: workbook([LEDGER]) })];
    });
    expect(reports.flat().map(({ report }) => report.status)).toEqual(['ok', 'ok']);
    expect(await rowsOf(stage, 'kernel.person')).toBe(0);
    expect(await rowsOf(stage, 'kernel.journal_entry')).toBe(0);
  });

  test('names the nearest spelling of a town that is not there', async ({ stage }) => {
    await aDistrict(stage);
    const result = await take(stage, [sheet('2020', ['姓名', '代表层级', '所属镇街'], ['王伟', '镇', '观谰镇'])]);
    expect(result.report.faults).toMatchObject([{ code: 'town-unknown', column: 'C', value: '观谰镇' }]);
    expect(result.report.faults[0]?.message.zh).toContain('观澜镇');
  });

  test('is refused to a visitor, without regions, and without a table that it knows', async ({ stage }) => {
    const input = { workbooks: [{ file: 'f', sha256: 'a', sheets: [ROSTER] }], options: {} };
    const visit = perform(stage, visitorOf(SHIQIAO), { useCase: importWorkbooks, input });
    await expect(visit).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(take(stage, [ROSTER])).rejects.toMatchObject({ code: 'import.no-regions' });
    await aDistrict(stage);
    const nothing = await take(stage, [sheet('费用', ['科目', '金额'])]);
    expect(nothing).toMatchObject({ written: false, report: { status: 'refused', code: 'file.no-known-sheet' } });
  });

  test('without room on the disk nothing is written', async ({ stage }) => {
    await aDistrict(stage);
    const full = { ...stage, hasRoom: () => Promise.resolve(false) };
    await expect(take(full, [ROSTER])).rejects.toMatchObject({ kind: 'unavailable', code: 'store.disk-low' });
  });
});
