import { read, utils } from '@e965/xlsx';
import { type Page, expect, test } from '@playwright/test';
import { signIn } from './support.ts';

// Lists of the office go into a file as they are on the screen.

const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** The table on the screen, a cell a text. */
async function shown(page: Page): Promise<string[][]> {
  const rows = await page.locator('main table').first().locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).map((text) => squeezed(text))),
  );
}

interface Download {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly string[][];
}

async function taken(page: Page, link: string | RegExp): Promise<Download> {
  const href = (await page.getByRole('link', { name: link }).first().getAttribute('href')) ?? '';
  const answer = await page.request.get(href);
  expect([href, answer.status(), answer.headers()['cache-control']]).toEqual([href, 200, 'no-store']);
  const book = read(await answer.body(), { raw: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
  const [headings = [], ...rows] = utils.sheet_to_json<string[]>(sheet, { header: 1, defval: '', raw: false });
  const disposition = answer.headers()['content-disposition'] ?? '';
  const name = decodeURIComponent(/filename\*=UTF-8''(\S+)/i.exec(disposition)?.[1] ?? '');
  return { name, headings, rows: rows.map((row) => row.map(squeezed)) };
}

const totalOn = async (page: Page) => Number(await page.locator('[data-total]').first().getAttribute('data-total'));

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the list of people is exported with its filters, order and columns, in the language of the page', async ({
    page,
  }) => {
    await signIn(page, 'shiqiao');
    await page.goto('/office/people?order=strokes&level=township&page=2');
    const total = await totalOn(page);
    expect(total).toBeGreaterThan(50);
    const second = await shown(page);
    await page.goto('/office/people?order=strokes&level=township');
    const first = await shown(page);
    for (const link of [/^导出这 \d+ 条（Excel）$/, '导出这张表（CSV）']) {
      const { name, headings, rows } = await taken(page, link);
      expect(name).toMatch(/^代表2020-\d\d-\d\d\.(xlsx|csv)$/);
      expect(headings).toEqual(['姓名', '层级', '镇街', '承诺（条）']);
      expect(rows).toHaveLength(total);
      expect(rows.slice(0, 50)).toEqual(first);
      expect(rows.slice(50, 50 + second.length)).toEqual(second);
    }
    await page.goto('/en/office/people?q=wang');
    const english = await taken(page, 'Export this table (CSV)');
    expect(english.headings[0]).toBe('Name');
    expect(english.rows).toEqual(await shown(page));
    expect((await page.request.get('/office/people/file?format=pdf')).status()).toBe(400);
  });

  test('accounts are found by role and by state, and exported as they are shown', async ({ page }) => {
    await signIn(page, 'admin');
    await page.goto('/office/accounts');
    const everybody = await totalOn(page);
    await page.getByRole('combobox', { name: '角色' }).selectOption('station-clerk');
    await page.getByRole('combobox', { name: '状态' }).selectOption('open');
    await page.getByRole('button', { name: '筛选' }).click();
    await expect(page).toHaveURL(/role=station-clerk&state=open/);
    await expect(page.getByRole('combobox', { name: '角色' })).toHaveValue('station-clerk');
    const clerks = await shown(page);
    expect(clerks.length).toBeGreaterThan(0);
    expect(clerks.length).toBeLessThan(everybody);
    expect(clerks.every(([, , roles]) => roles?.includes('家站管理员'))).toBe(true);
    const { name, headings, rows } = await taken(page, '导出这张表（CSV）');
    expect(name).toMatch(/^账号与权限2020-\d\d-\d\d\.csv$/);
    expect(headings).toEqual(['姓名', '登录名', '角色', '状态']);
    expect(rows.map(([who, signsInAs]) => [who, signsInAs])).toEqual(clerks.map(([who, as]) => [who, as]));
    expect(rows[0]?.[2]).toContain('家站管理员 石桥镇 石桥镇代表之家');
    await page.goto('/office/accounts?state=closed&role=station-clerk&q=clerk');
    await expect(page.getByText('没有符合的账号')).toBeVisible();
    expect((await page.request.get('/office/accounts?role=operator')).status()).toBe(400);
  });

  test('the lists’ files are for those who see the lists', async ({ page }) => {
    for (const [userName, people, accounts] of [
      ['clerk', 403, 403],
      ['leader', 200, 403],
      ['deputy', 403, 403],
      ['security', 403, 200],
      ['auditor', 200, 200],
    ] as const) {
      await page.context().clearCookies();
      await signIn(page, userName);
      const status = async (path: string) => (await page.request.get(path)).status();
      const got = [await status('/office/people/file'), await status('/office/accounts/file')];
      expect([userName, ...got]).toEqual([userName, people, accounts]);
    }
    // What was taken is on the trail, and the trail's own file says by whom, by name and by id.
    await page.goto('/office/trail?action=deputies.export-people');
    const [row] = await shown(page);
    const chinese = await taken(page, '导出 CSV');
    const at = (heading: string) => chinese.headings.indexOf(heading);
    const [entry = []] = chinese.rows;
    expect(row?.[1]).toBe(`${entry[at('姓名')]} ${entry[at('登录名')]} ${entry[at('账号编号')]}`);
    expect(entry[at('操作')]).toBe('导出代表列表');
    await page.goto('/en/office/trail?action=deputies.export-people');
    const english = await taken(page, 'Export as CSV');
    expect(english.headings).toContain('Code of the action');
    expect(english.rows[0]?.[english.headings.indexOf('Action')]).toBe('Export the list of people');
  });

  test('a role for a group that no roster names is refused, with the names that are nearest', async ({ page }) => {
    await signIn(page, 'admin');
    await page.goto('/office/accounts/invite');
    const invite = async (unit: string) => {
      await page.getByLabel('姓名').fill('试用组长');
      await page.getByLabel('角色', { exact: true }).selectOption('group-leader');
      await page.getByLabel('区域').selectOption({ label: '石桥镇' });
      await page.getByLabel('家站或小组').fill(unit);
      await page.getByRole('button', { name: '生成邀请码' }).click();
    };
    await invite('石桥镇代表组');
    await expect(page.getByRole('alert')).toContainText('没有名为“石桥镇代表组”的代表小组。最接近的是：石桥镇代表小组');
    await expect(page.locator('article code')).toHaveCount(0);
    await invite('石桥镇代表小组');
    await expect(page.locator('article code')).toHaveText(/^(\w{4}-){3}\w{4}$/);
  });
});
