import { mkdirSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import { type Page, expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, signIn, totalOf } from './support.ts';
import { expectAccessible } from './two-engines.ts';

const isPictured = process.env['JIANNUO_SCREENSHOTS'] === '1';
const TOWN = '石桥镇';
const OTHER_TOWN = '观澜镇';
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 800 };

async function expectReadableByAll(page: Page): Promise<void> {
  for (const size of [WIDE, NARROW]) {
    await page.setViewportSize(size);
    await expectAccessible(page);
  }
  await page.setViewportSize(WIDE);
}

/** A picture for the handbook, made anew only when asked for. */
async function picture(page: Page, name: string): Promise<void> {
  if (!isPictured) return;
  mkdirSync('docs/handbook/pictures', { recursive: true });
  await page.screenshot({ path: `docs/handbook/pictures/${name}.png` });
}

const rows = (page: Page) => page.locator('main tbody tr');

/** Enters a commitment on behalf of a deputy of the town, and hands it in for review. @returns its address */
async function entered(page: Page, text: string): Promise<string> {
  await page.goto('/office/commitments/new');
  await page.getByLabel('查找代表').fill('wang');
  await page.getByRole('button', { name: '查找' }).click();
  await page
    .getByRole('link', { name: /^为其代录/ })
    .first()
    .click();
  await page.getByLabel('承诺内容').fill(text);
  await page.getByLabel('量化目标').fill('路灯2盏');
  await page.getByLabel('完成时限').fill('2020-12-20');
  await page.getByRole('button', { name: '存为草稿' }).click();
  await expect(page.getByRole('heading', { level: 1, name: text })).toBeVisible();
  await expect(page.getByText('由工作人员代录')).toBeVisible();
  await page.getByRole('button', { name: '提交审核' }).click();
  await expect(page.locator('.facts')).toContainText('待审核');
  return new URL(page.url()).pathname;
}

async function answerAll(page: Page, answer: '是' | '否'): Promise<void> {
  for (const box of await page.getByRole('radio', { name: answer, exact: true }).all()) await box.check();
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test.setTimeout(180_000);

  test('a town officer enters, reviews, claims and leaves the verification to somebody else', async ({
    page,
    browser,
    baseURL,
  }) => {
    await signIn(page, 'shiqiao');
    await page.goto('/office');
    await expect(page.getByRole('heading', { level: 1, name: '待办' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await picture(page, 'office-to-do');

    const address = await entered(page, `安装路灯两盏${Date.now()}`);
    await expectNoSidewaysScroll(page);
    await picture(page, 'office-review');
    await answerAll(page, '否');
    await page.getByRole('button', { name: '通过并公示' }).click();
    await expect(page.getByRole('alert')).toContainText('不能公示');
    await answerAll(page, '是');
    await page.getByRole('button', { name: '通过并公示' }).click();
    await expect(page.locator('.facts')).toContainText('推进中');
    await page.getByText('代录进展').click();
    await page.getByLabel('做了什么').fill('已购入灯具');
    await page.getByRole('button', { name: '录入进展' }).click();
    await expect(page.getByText('已购入灯具')).toBeVisible();
    await page.getByText('代报完成').click();
    await page.getByLabel('实际成效').fill('两盏路灯已装好');
    await page.getByRole('button', { name: '报告完成' }).click();
    await expect(page.locator('.facts')).toContainText('待核实');
    await expect(page.getByText('请由他人核实')).toBeVisible();
    await expect(page.getByRole('button', { name: '核实属实' })).toHaveCount(0);
    await page.goto('/office');
    await expect(page.getByRole('heading', { name: '须由他人核实' })).toBeVisible();

    // Another person of the same office may; whoever is of another town is told that there is no such commitment.
    const other = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), locale: 'zh-CN' });
    const guanlan = await other.newPage();
    await signIn(guanlan, 'guanlan');
    expect((await guanlan.goto(address))?.status()).toBe(404);
    expect((await guanlan.goto('/office/commitments?town=500199101000'))?.status()).toBe(404);
    await other.close();
  });

  test('what somebody else changed meanwhile is said, and what was typed is still there', async ({ page }) => {
    await signIn(page, 'shiqiao');
    const address = await entered(page, `修补村道一处${Date.now()}`);
    await page.getByLabel('意见').fill('请写明在哪里');
    const second = await page.context().newPage();
    await second.goto(address);
    await answerAll(second, '是');
    await second.getByRole('button', { name: '通过并公示' }).click();
    await expect(second.locator('.facts')).toContainText('推进中');

    await answerAll(page, '否');
    await page.getByRole('button', { name: '退回修改' }).click();
    await expect(page.getByRole('alert')).toContainText('刚被别人改动过');
    await expect(page.getByRole('alert')).toContainText('您打开时：待审核；现在：推进中');
    await second.getByText('修改已公示的承诺').click();
    await page.goto(address);
    for (const one of [page, second]) {
      if (one === page) await one.getByText('修改已公示的承诺').click();
      await one.getByLabel('承诺内容').fill(`修补村道${one === page ? '两' : '三'}处${Date.now()}`);
      await one.getByLabel('修改理由').fill(one === page ? '量化目标写得更清楚' : '先改的一方');
      await one.getByRole('button', { name: '修改', exact: true }).click();
    }
    await expect(second.getByRole('alert')).toContainText('刚被别人改动过');
    await expect(second.getByLabel('修改理由')).toHaveValue('先改的一方');
  });

  test('the table filters, sorts and exports what is on the screen', async ({ page }) => {
    await signIn(page, 'shiqiao');
    await page.goto('/office/commitments');
    await expectNoSidewaysScroll(page);
    await picture(page, 'office-commitments');
    await page.getByRole('combobox', { name: '状态' }).selectOption({ label: '待核实' });
    await page.getByRole('button', { name: '筛选', exact: true }).click();
    await expect(page).toHaveURL(/state=claimed/);
    await page.getByRole('link', { name: '按代表排序' }).click();
    await expect(page.getByRole('columnheader', { name: '按代表排序' })).toHaveAttribute('aria-sort', 'ascending');
    const total = Number(await page.locator('[data-total]').getAttribute('data-total'));
    const names = await rows(page).locator('.who a').allTextContents();

    const href = (await page.getByRole('link', { name: '导出台账 CSV' }).getAttribute('href')) ?? '';
    const answer = await page.request.get(href);
    expect(answer.headers()['cache-control']).toBe('no-store');
    const book = read(await answer.body(), { raw: true });
    const exported = utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0] ?? ''] ?? {});
    expect(exported).toHaveLength(total);
    expect(exported.slice(0, names.length).map((row) => row['代表姓名'])).toEqual(names);
    await page.goto('/office/commitments?q=zzzzzz');
    await expect(page.getByText('没有符合条件的承诺')).toBeVisible();
    await expectNoSidewaysScroll(page);
    expect((await page.goto('/office/commitments?nonsense=1'))?.status()).toBe(400);
  });

  test('several are published after a preview, and taken back', async ({ page }) => {
    await signIn(page, 'shiqiao');
    const mark = `平整晒谷场${Date.now()}`;
    await entered(page, `${mark}甲`);
    await entered(page, `${mark}乙`);
    await page.goto(`/office/commitments?q=${encodeURIComponent(mark)}`);
    for (const box of await page.locator('input[name=item]').all()) await box.check();
    await page.getByRole('button', { name: '预览并公示' }).click();
    await expect(page.getByText('2 条可以办理，0 条不能办理')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await picture(page, 'office-bulk');
    await answerAll(page, '是');
    await page.getByRole('button', { name: '确认公示' }).click();
    await expect(page).toHaveURL(/\/bulk\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('cell', { name: '已公示' })).toHaveCount(2);
    await expectNoSidewaysScroll(page);
    expect(await totalOf(page.request, `/commitments?q=${encodeURIComponent(mark)}`)).toBe(2);
    await page.getByRole('button', { name: '撤销这次公示' }).click();
    await expect(page.getByText('已撤销')).toHaveCount(2);
    expect(await totalOf(page.request, `/commitments?q=${encodeURIComponent(mark)}`)).toBe(0);
    await page.goto(`/office/commitments?q=${encodeURIComponent(mark)}`);
    for (const box of await page.locator('input[name=item]').all()) await box.check();
    await page.getByRole('button', { name: '逐条核实' }).click();
    await expect(page.getByText('0 条可以办理，2 条不能办理')).toBeVisible();
  });

  test('an officer verifies one that somebody else reported done', async ({ page }) => {
    await signIn(page, 'shiqiao');
    await page.goto('/office/commitments?is=to-verify&year=all');
    await rows(page).first().locator('.text a').click();
    await page.getByLabel('怎样核实的').fill('到村里逐一看过，与报告相符');
    await page.getByRole('button', { name: '核实属实' }).click();
    await expect(page.locator('.facts')).toContainText('已核实');
    await expect(page.getByText('到村里逐一看过').first()).toBeVisible();
  });

  test('residents are asked by a code that can be printed', async ({ page }) => {
    await signIn(page, 'shiqiao');
    await page.goto('/office/commitments?state=published&sort=text&order=desc');
    await rows(page).first().locator('.text a').click();
    await page.getByText('请群众评议').click();
    await page.getByRole('button', { name: '开始评议' }).click();
    await expect(page.getByRole('img', { name: '评议二维码' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    const address = (await page.locator('.address').textContent()) ?? '';
    expect((await page.request.get(new URL(address).pathname)).status()).toBe(200);
  });

  test('an auditor reads everything and changes nothing', async ({ page }) => {
    await signIn(page, 'auditor');
    await page.goto('/office/commitments');
    await expect(page.locator('input[name=item]')).toHaveCount(0);
    await rows(page).first().locator('.text a').click();
    await expect(page.getByText('目前没有需要您办理的事')).toBeVisible();
    const path = new URL(page.url()).pathname;
    const origin = new URL(page.url()).origin;
    for (const action of ['review', 'verify', 'withdraw', 'report']) {
      const form = { revision: '1', reason: '审计员不能改', decision: 'publish', method: 'on-site', how: '不能这样做' };
      const answer = await page.request.post(`${path}?/${action}`, { form, headers: { origin } });
      expect(answer.status(), action).toBe(403);
    }
    expect((await page.goto('/office/commitments/new'))?.status()).toBe(403);
    await page.goto('/office/trail');
    await expect(page.getByRole('heading', { level: 1, name: '操作记录' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await picture(page, 'office-trail');
    await page.getByRole('combobox', { name: '操作', exact: true }).selectOption('deputies.read-office-commitment');
    await page.getByRole('button', { name: '筛选' }).click();
    await expect(rows(page).first()).toContainText('审计员');
    await expect(rows(page).first()).toContainText('查看承诺（工作台）');
    const file = await page.request.get('/office/trail/file?action=deputies.read-office-commitment');
    expect(await file.text()).toContain('deputies.read-office-commitment');
  });

  test('an officer finds the place acted for, the notices, the evidence and the table as a file', async ({ page }) => {
    await signIn(page, 'shiqiao');
    await page.goto('/office');
    await expect(page.locator('main header')).toContainText(TOWN);
    const counted = page.getByRole('navigation').getByRole('link', { name: /^承诺\s*\d/ });
    const count = Number(/\d+/.exec((await counted.textContent())?.replace(',', '') ?? '')?.[0]);
    await counted.click();
    await expect(page.getByRole('columnheader', { name: '证据' })).toBeVisible();
    expect(Number(await page.locator('[data-total]').getAttribute('data-total'))).toBe(count);

    await page.goto('/office/commitments?state=submitted&year=all');
    const total = Number(await page.locator('[data-total]').getAttribute('data-total'));
    const href = (await page.getByRole('link', { name: '导出这张表' }).getAttribute('href')) ?? '';
    const file = read(await (await page.request.get(href)).body(), { raw: true });
    const exported = utils.sheet_to_json<Record<string, string>>(file.Sheets[file.SheetNames[0] ?? ''] ?? {});
    expect(exported).toHaveLength(total);
    expect(exported.every((row) => row['状态']?.startsWith('待审核'))).toBe(true);

    await page.getByRole('link', { name: /^我的通知/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: '我的通知' })).toBeVisible();
    await page.getByRole('link', { name: '去工作台' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '待办' })).toBeVisible();
  });

  test('an auditor opens the outbox, congresses and the screening, without a button to press', async ({ page }) => {
    await signIn(page, 'auditor');
    for (const [path, name] of [
      ['/office/notices', '通知发送情况'],
      ['/office/congress', '换届'],
      ['/office/screening', '图片审看'],
    ] as const) {
      await page.goto('/office');
      await page.getByRole('navigation').locator(`a[href="${path}"]`).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(name.slice(0, 2));
      await expect(page.locator('main form[method=post]:not(.acting form)')).toHaveCount(0);
    }
  });

  test('whoever has no business there is refused', async ({ page }) => {
    for (const userName of ['admin', 'security'] as const) {
      await page.context().clearCookies();
      await signIn(page, userName);
      expect((await page.goto('/office/commitments'))?.status(), userName).toBe(403);
      expect((await page.goto('/office/trail'))?.status(), userName).toBe(403);
    }
  });
});

test('with script a whole page of rows is ticked at once, and counted', async ({ page }) => {
  await signIn(page, 'shiqiao');
  await page.goto('/office/commitments?size=25');
  await page.getByLabel('选择本页全部').check();
  await expect(page.locator('[data-selected] [role=status]')).toHaveText('已选 25 条');
  await rows(page).first().locator('input[name=item]').uncheck();
  await expect(page.locator('[data-selected] [role=status]')).toHaveText('已选 24 条');
  await expectReadableByAll(page);
});

test('the district sees all towns, and each town its own', async ({ page }) => {
  await signIn(page, 'district');
  await page.goto('/office/commitments?sort=town');
  await expect(page.locator('main')).toContainText(OTHER_TOWN);
  const all = Number(await page.locator('[data-total]').getAttribute('data-total'));
  await page.context().clearCookies();
  await signIn(page, 'shiqiao');
  await page.goto('/office/commitments?sort=town');
  const own = Number(await page.locator('[data-total]').getAttribute('data-total'));
  expect(own).toBeGreaterThan(0);
  expect(own).toBeLessThan(all);
  await expect(page.locator('main')).toContainText(TOWN);
  await expect(page.locator('main tbody')).not.toContainText(OTHER_TOWN);
});

test('the form that verifies several can be read by all', async ({ page }) => {
  await signIn(page, 'shiqiao');
  await page.goto('/office/commitments?state=claimed&size=25');
  await page.getByLabel('选择本页全部').check();
  await page.getByRole('button', { name: '逐条核实' }).click();
  await expectReadableByAll(page);
});
