import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { imported, undone } from './new-deputies.ts';
import { YEAR, csvFile, exportedRoster, extended } from './rosters.ts';
import { signIn, totalOf } from './support.ts';

/** Towns that no other test writes to: one for each test here. */
const TOWN = '古桥镇';
const OTHER_TOWN = '远安镇';
const LEVEL = '区';

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('an import is undone by its button, and nothing of it is left', async ({ page, request }) => {
    test.setTimeout(180_000);
    const mark = randomUUID().slice(0, 8);
    const name = `导入${mark}`;
    const text = `修补机耕道${mark}`;
    const onWall = `/wall?q=${encodeURIComponent(name)}`;
    const inList = `/commitments?q=${encodeURIComponent(text)}`;
    await signIn(page, 'district');
    const before = await exportedRoster(page.request, TOWN);
    const roster = extended(before, { 姓名: name, 代表层级: LEVEL, 所属镇街: TOWN });
    const ledger = [
      ['代表姓名', '代表层级', '所属镇街', '年度', '承诺类别', '领域', '承诺内容', '完成时限'],
      [name, LEVEL, TOWN, YEAR, '个性', '乡村振兴', text, `${YEAR}-12-20`],
    ];
    const batch = await imported(
      page,
      [csvFile(`${TOWN}${YEAR}年代表名册.csv`, roster), csvFile(`${TOWN}${YEAR}年承诺台账.csv`, ledger)],
      '新增 2 行，更改 0 行',
    );

    // A stranger finds both.
    expect([await totalOf(request, onWall), await totalOf(request, inList)]).toEqual([1, 1]);
    const deputy = /href="(\/deputies\/[0-9a-f-]{36})/.exec(await (await request.get(onWall)).text())?.[1] ?? '';
    const commitment = /href="(\/commitments\/[0-9a-f-]{36})/.exec(await (await request.get(inList)).text())?.[1] ?? '';
    for (const path of [deputy, commitment]) expect((await request.get(path)).status(), path).toBe(200);

    // What the button would do is said before.
    await page.goto(`${batch}/undo`);
    for (const [thing, created] of [
      ['人员', 1],
      ['职务', 1],
      ['名册登记', 1],
      ['承诺', 1],
    ] as const) {
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: thing, exact: true }) });
      await expect(row.getByRole('cell').first()).toHaveText(String(created));
    }
    await undone(page, batch);
    await expect(page.getByRole('main')).toContainText('这次导入已整批撤销');

    // Now there is nothing, and nothing that an old address would show.
    expect([await totalOf(request, onWall), await totalOf(request, inList)]).toEqual([0, 0]);
    for (const path of [deputy, commitment]) expect((await request.get(path)).status(), path).toBe(404);
    expect(await exportedRoster(page.request, TOWN)).toEqual(before);

    // It cannot be undone twice.
    await page.goto(batch);
    await expect(page.getByRole('link', { name: '撤销这次导入' })).toHaveCount(0);
    await page.goto(`${batch}/undo`);
    await expect(page.getByText('这一批没有可以撤销的内容')).toBeVisible();
    await expect(page.getByRole('button', { name: '确认撤销' })).toHaveCount(0);
  });

  test('an import that something stands on is not undone, and the page says what', async ({ page }) => {
    test.setTimeout(180_000);
    const name = `导入${randomUUID().slice(0, 8)}`;
    await signIn(page, 'district');
    const before = await exportedRoster(page.request, OTHER_TOWN);
    const file = (rows: readonly string[][]) => csvFile(`${OTHER_TOWN}${YEAR}年代表名册.csv`, rows);
    const roster = extended(before, { 姓名: name, 代表层级: LEVEL, 所属镇街: OTHER_TOWN });
    const batch = await imported(page, [file(roster)], '新增 1 行，更改 0 行');
    const known = await exportedRoster(page.request, OTHER_TOWN);
    const post = known[0]?.indexOf('职务') ?? -1;
    const person = known[0]?.indexOf('姓名') ?? -1;
    const later = await imported(
      page,
      [file(known.map((row) => (row[person] === name ? row.with(post, '村委会主任') : row)))],
      '新增 0 行，更改 1 行',
    );
    await page.goto(`${batch}/undo`);
    await expect(page.getByText('现在不能撤销')).toBeVisible();
    await expect(page.getByRole('button', { name: '确认撤销' })).toHaveCount(0);
    await undone(page, later);
    await undone(page, batch);
    expect(await exportedRoster(page.request, OTHER_TOWN)).toEqual(before);
  });
});
