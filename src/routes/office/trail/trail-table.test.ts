import { describe, expect, test } from 'vitest';
import { languageOf } from '#lib/language.ts';
import { trailTable } from './trail-table.ts';

const ENTRY = {
  ...{ seq: '7', at: '2020-10-28T01:05:00Z', actor: '0190-an-id', name: '周敏', userName: 'shiqiao' },
  ...{ role: 'town-officer', region: '500199101000', regionName: '石桥镇', action: 'deputies.export-people' },
  ...{ subject: 'people', before: null, after: { rows: 3 } },
};
/** The machine’s operator has no account, an earlier version had other actions, and a region may be gone. */
const BARE = {
  ...{ ...ENTRY, actor: 'operator', name: null, userName: null, role: 'operator', regionName: null },
  ...{ action: 'kernel.of-old', after: null },
};

function rowsOf(locale: 'zh' | 'en') {
  const { headings, rows } = trailTable(languageOf(locale), [ENTRY, BARE]);
  return rows.map((row) => Object.fromEntries(headings.map((heading, at) => [heading, row[at]])));
}

describe('the trail as a file', () => {
  test('has the names that the page shows beside every id and code', () => {
    const [row, bare] = rowsOf('zh');
    expect(row).toEqual({
      ...{ 序号: '7', 时间: '2020-10-28 09:05', 姓名: '周敏', 登录名: 'shiqiao', 账号编号: '0190-an-id' },
      ...{ 角色: '镇街工作人员', 区域: '石桥镇', 区域代码: '500199101000', 操作: '导出代表列表' },
      ...{ 操作代码: 'deputies.export-people', 对象编号: 'people', 之前: '', 之后: '{"rows":3}' },
    });
    expect(bare).toMatchObject({ 姓名: null, 登录名: null, 账号编号: 'operator', 角色: '本机操作员' });
    expect(bare).toMatchObject({ 区域: null, 区域代码: '500199101000', 操作: 'kernel.of-old', 之后: '' });
  });

  test('is in the language of the page', () => {
    const [row] = rowsOf('en');
    expect(row).toMatchObject({ Name: '周敏', Role: 'Town officer', Action: 'Export the list of people' });
    expect(Object.keys(row ?? {}).join('')).not.toMatch(/\p{Script=Han}/u);
  });
});
