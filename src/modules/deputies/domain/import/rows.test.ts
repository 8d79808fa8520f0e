import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GUANLAN, SHIQIAO } from '../../../../../tests/support/import-rows.ts';
import { FAULT_CODES } from './faults.ts';
import { recognise } from './headings.ts';
import { type Setting, readLedgerRow, readRosterRow, townsByName } from './rows.ts';
import type { Cell } from './sheet.ts';

const SETTING: Setting = {
  today: '2020-10-28',
  year: undefined,
  town: undefined,
  towns: townsByName([
    { code: GUANLAN, name: '观澜镇' },
    { code: SHIQIAO, name: '石桥镇' },
  ]),
};

/** Cells by heading, with what every good row has. */
type Cells = Readonly<Record<string, Cell>>;

function tableOf(cells: Cells) {
  const row = (number: number, values: Cell[]) => ({ number, isHidden: false, cells: values });
  const rows = [row(3, Object.keys(cells)), row(4, Object.values(cells))];
  const table = recognise({ name: 'Sheet1', isHidden: false, rows });
  const [first] = table?.rows ?? [];
  if (table === undefined || first === undefined) throw new Error('no table');
  return { table, first };
}

function roster(given: Cells = {}, setting: Partial<Setting> = {}) {
  const { table, first } = tableOf({ 姓名: '王 伟', 代表层级: '镇', 所属镇街: '观澜镇', 年度: 2020, ...given });
  if (table.kind !== 'roster') throw new Error('no roster');
  return readRosterRow(first, table, { ...SETTING, ...setting });
}

function ledger(given: Cells = {}, setting: Partial<Setting> = {}) {
  const usual = { 代表姓名: '王 伟', 所属镇街: '观澜镇', 年度: 2020, 承诺内容: '安装路灯20盏' };
  const { table, first } = tableOf({ ...usual, ...given });
  if (table.kind !== 'ledger') throw new Error('no ledger');
  return readLedgerRow(first, table, { ...SETTING, ...setting });
}

const codes = (reading: ReturnType<typeof roster | typeof ledger>) =>
  reading.faults.map(({ code, column }) => `${code} ${column ?? ''}`);

describe('a row of a roster', () => {
  test('says who, where and when', () => {
    const { row, faults } = roster({
      代表层级: '区、镇',
      任职起止: '2017.01-2021.12',
      公开电话: '否',
      家庭住址: '三组',
    });
    expect(faults).toEqual([]);
    expect(row).toMatchObject({ number: 4, name: '王伟', town: GUANLAN, year: 2020, levels: ['county', 'township'] });
    expect(row).toMatchObject({ term: { from: '2017-01-01', to: '2021-12-31' }, isPhonePublic: false });
    expect(row?.extra).toEqual({ 家庭住址: '三组' });
  });

  test('takes year and town from above the table when it names none', () => {
    const { row } = roster({ 所属镇街: null, 年度: null }, { year: 2019, town: SHIQIAO });
    expect(row).toMatchObject({ town: SHIQIAO, year: 2019 });
  });

  test.each<[string, Cells]>([
    ['name-missing name', { 姓名: ' ' }],
    ['text-too-long name', { 姓名: '王'.repeat(61) }],
    ['town-missing town', { 所属镇街: '' }],
    ['town-unknown town', { 所属镇街: '观兰镇' }],
    ['year-unreadable year', { 年度: '去年' }],
    ['year-unreadable year', { 年度: '' }],
    ['year-in-future year', { 年度: 2021 }],
    ['level-missing levels', { 代表层级: null }],
    ['level-unknown levels', { 代表层级: '村' }],
    ['phone-unreadable phone', { 联系电话: '138/139' }],
    ['yes-no-unknown phonePublic', { 公开电话: '待定' }],
    ['term-unreadable term', { 任职起止: '2021.12-2017.01' }],
    ['birth-month-unreadable birthMonth', { 出生年月: '七十年代' }],
    ['text-too-long post', { 职务: '主任'.repeat(101) }],
  ])('%s', (fault, given) => {
    expect(codes(roster(given))).toEqual([fault]);
  });

  test('a town that is spelt wrongly is told with the nearest name', () => {
    expect(roster({ 所属镇街: '观兰镇' }).faults).toMatchObject([{ value: '观兰镇', hint: '观澜镇' }]);
  });

  test('all faults of a row are told at once', () => {
    expect(codes(roster({ 姓名: null, 代表层级: '村', 年度: 1900 }))).toHaveLength(3);
  });
});

describe('a row of a ledger', () => {
  const done = { 完成情况: '已完成', 完成时间: '2020-09-30' };

  test('says what was promised and what became of it', () => {
    const verified = {
      ...done,
      核实人: '镇人大办',
      核实时间: '2020年10月8日',
      完成时限: '9月底前',
      承诺类别: '个性承诺',
    };
    const { row } = ledger(verified);
    expect(row).toMatchObject({ text: '安装路灯20盏', kind: 'personal', due: { day: '2020-09-30', note: null } });
    expect(row).toMatchObject({ completion: 'done', doneDay: '2020-09-30', verifiedDay: '2020-10-08' });
  });

  test.each<[string, Cells]>([
    ['text-missing text', { 承诺内容: '' }],
    ['level-several levels', { 代表层级: '区、镇' }],
    ['kind-unknown kind', { 承诺类别: '其他' }],
    ['status-unknown status', { 完成情况: '待定' }],
    ['done-without-day doneDay', { 完成情况: '√', 完成时间: '' }],
    ['day-without-done doneDay', { 完成情况: '推进中', 完成时间: '2020-09-30' }],
    ['verified-without-done verifiedDay', { 完成情况: '', 核实时间: '2020-09-30' }],
    ['verified-before-done verifiedDay', { ...done, 核实时间: '2020-09-29' }],
    ['done-before-published doneDay', { ...done, 公示时间: '2020-10-01' }],
    ['done-before-year doneDay', { ...done, 完成时间: '2019-12-31' }],
    ['day-in-future doneDay', { ...done, 完成时间: '2020-10-29' }],
    ['day-impossible doneDay', { ...done, 完成时间: '2020-02-30' }],
    ['day-unreadable publishedDay', { 公示时间: '年初' }],
  ])('%s', (fault, given) => {
    expect(codes(ledger(given))).toEqual([fault]);
  });

  test('today is not after today', () => {
    expect(ledger({ ...done, 完成时间: '2020-10-28' }).faults).toEqual([]);
  });

  test('whatever the cells hold, there is a row or there are faults that can be told', () => {
    const cell = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
    const headings = ['代表姓名', '所属镇街', '年度', '承诺内容', '完成情况', '完成时间', '完成时限', '核实时间'];
    fc.assert(
      fc.property(fc.array(cell, { minLength: headings.length, maxLength: headings.length }), (values) => {
        const { table } = tableOf(Object.fromEntries(headings.map((heading) => [heading, '甲'])));
        if (table.kind !== 'ledger') throw new Error('no ledger');
        const { row, faults } = readLedgerRow({ number: 9, isHidden: false, cells: values }, table, SETTING);
        expect(row === undefined).toBe(faults.length > 0);
        for (const { code } of faults) expect(FAULT_CODES).toContain(code);
      }),
    );
  });
});
