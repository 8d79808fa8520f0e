import { type Browser, type Page, expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, signIn } from './support.ts';
import { expectAccessible } from './two-engines.ts';

let marks = 0;

/** Words that no other commitment has. */
function aText(): string {
  marks += 1;
  return `为 ${Date.now().toString(36)}-${process.pid}-${marks} 号村道安装路灯`;
}

/** A page of its own for somebody else. */
async function asSomebody(browser: Browser, who: 'shiqiao' | 'clerk', baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), locale: 'zh-CN' });
  const page = await context.newPage();
  await signIn(page, who);
  return page;
}

/** The deputy writes a draft. @returns its id */
async function drafted(page: Page, text: string): Promise<string> {
  await page.goto('/me/commitments/new');
  await page.getByLabel('承诺内容').fill(text);
  await page.getByLabel('数量').fill('20');
  await page.getByLabel('单位').fill('盏');
  await page.getByLabel('脱贫攻坚', { exact: true }).check();
  await page.getByLabel('其他主题').fill('乡村振兴、安全');
  await page.getByLabel('完成时限').fill('2020-12-31');
  await page.getByRole('button', { name: '存为草稿' }).click();
  await expect(page.getByText('已存好。')).toBeVisible();
  return /commitments\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

async function plan(page: Page, title: string, day: string): Promise<void> {
  await page.getByText('添加一个节点').click();
  await page.getByLabel('节点', { exact: true }).fill(title);
  await page.getByLabel('计划日期').fill(day);
  await page.getByRole('button', { name: '添加节点' }).click();
  await expect(page.getByText(title, { exact: true }).first()).toBeVisible();
}

async function published(page: Page, id: string): Promise<void> {
  await page.goto(`/office/commitments/${id}`);
  for (const box of await page.getByRole('radio', { name: '是', exact: true }).all()) await box.check();
  await page.getByRole('button', { name: '通过并公示' }).click();
  await expect(page.locator('.facts')).toContainText('推进中');
}

/** Chooses a milestone by its title. */
async function chosen(page: Page, title: string): Promise<void> {
  const field = page.getByLabel('到达了哪个节点');
  const value = await field.locator('optgroup:not([hidden]) option').filter({ hasText: title }).getAttribute('value');
  await field.selectOption(value);
}

const step = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title }).first();

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test.setTimeout(90_000);

  test('from a draft with milestones to a verified number, everybody reads every step', async ({
    page,
    browser,
    baseURL,
  }) => {
    const text = aText();
    await signIn(page, 'deputy');
    const id = await drafted(page, text);
    await plan(page, '选址完成', '2020-11-10');
    await page.getByRole('button', { name: '提交审核' }).click();
    await expect(page.getByText('正在审核，请等候结果。')).toBeVisible();

    const office = await asSomebody(browser, 'shiqiao', baseURL);
    await published(office, id);
    await plan(office, '安装过半', '2020-11-30');

    // The deputy reaches the one, and gives up the other.
    await page.goto(`/me/commitments/${id}/report`);
    await page.getByLabel('做了什么').fill('三处都选好了');
    await chosen(page, '选址完成');
    await page.getByLabel('到这一天一共做到多少').fill('3');
    await page.getByRole('button', { name: '送出', exact: true }).click();
    await expect(step(page, '选址完成')).toContainText('按计划');
    await step(page, '安装过半').getByText('取消节点', { exact: true }).click();
    await page.getByLabel('取消的理由').fill('改为一次装完');
    await page.getByRole('button', { name: '取消节点：安装过半' }).click();
    await expect(step(page, '安装过半')).toContainText('已取消：改为一次装完');

    // The office amends it: what changed and why is public.
    await office.goto(`/office/commitments/${id}`);
    await office.getByText('修改已公示的承诺').click();
    const amend = office.locator('form[action="?/amend"]');
    await amend.getByLabel('目标数量').fill('18');
    await amend.getByLabel('修改理由').fill('两处由村里自装');
    await amend.getByRole('button', { name: '修改', exact: true }).click();
    await expect(office.getByText('修改理由：两处由村里自装')).toBeVisible();
    await page.goto(`/me/commitments/${id}`);
    await expect(page.getByText('修改理由：两处由村里自装')).toBeVisible();

    await page.getByRole('link', { name: '报告已完成' }).click();
    await page.getByLabel('实际成效').fill('路灯全部点亮');
    await page.getByLabel('实际数量').fill('18');
    await page.getByRole('button', { name: '报告已完成' }).click();
    await office.goto(`/office/commitments/${id}`);
    await expect(office.locator('form[action="?/verify"]').getByLabel('单位')).toHaveValue('盏');
    await office.getByLabel('怎样核实的').fill('夜间到现场数过');
    await office.getByLabel('核实的数量').fill('17');
    await office.getByRole('button', { name: '核实属实' }).click();
    await expect(office.getByText('18 / 17 盏')).toBeVisible();

    await page.goto(`/commitments/${id}`);
    await expect(page.getByText('17 / 18 盏')).toBeVisible();
    await expect(page.getByText('脱贫攻坚、乡村振兴和安全')).toBeVisible();
    await expect(step(page, '选址完成')).toContainText(/2020\s*年\s*10\s*月\s*28\s*日\s*到达/);
    await expect(step(page, '安装过半')).toContainText('已取消：改为一次装完');
    await expect(page.getByText('审核通过：具体、可核实、本人能做。')).toBeVisible();
    await expect(page.getByText('路灯全部点亮（18 盏）')).toBeVisible();
    const amended = page.locator('section').filter({ hasText: '以前的文字' });
    await expect(amended).toContainText('修改理由：两处由村里自装');
    await expect(amended.locator('del')).toHaveText('20');
    await expect(amended.locator('ins')).toHaveText('18');
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoSidewaysScroll(page);
    }
  });

  test('of two who reword at once the second is told, and keeps what was typed', async ({ page }) => {
    await signIn(page, 'deputy');
    const text = aText();
    const id = await drafted(page, text);
    const other = await page.context().newPage();
    for (const one of [page, other]) await one.goto(`/me/commitments/${id}/reword`);
    await page.getByLabel('承诺内容').fill(`${text}，先改的`);
    await page.getByRole('button', { name: '存为草稿' }).click();
    await other.getByLabel('承诺内容').fill(`${text}，后改的`);
    await other.getByRole('button', { name: '存为草稿' }).click();
    await expect(other.getByRole('alert')).toContainText('刚刚被别人改动过');
    await expect(other.getByText(`${text}，先改的`)).toBeVisible();
    await expect(other.getByLabel('承诺内容')).toHaveValue(`${text}，后改的`);
    // Having seen it, the second may: it is sent on the wording that stands now.
    await other.getByRole('button', { name: '存为草稿' }).click();
    await expect(other.getByRole('heading', { level: 1 })).toHaveText(`${text}，后改的`);

    // What was handed in meanwhile cannot be reworded: the sentence says so, and nothing typed is lost.
    await page.goto(`/me/commitments/${id}/reword`);
    await other.getByRole('button', { name: '提交审核' }).click();
    await page.getByLabel('承诺内容').fill(`${text}，太晚了`);
    await page.getByRole('button', { name: '存为草稿' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByLabel('承诺内容')).toHaveValue(`${text}，太晚了`);

    // Taken back and thrown away, it is gone.
    await other.getByRole('button', { name: '撤回提交' }).click();
    await expect(other.getByText('已撤回，现在是草稿。')).toBeVisible();
    await other.getByText('删除草稿').first().click();
    await other.getByRole('button', { name: '删除草稿' }).click();
    await expect(other.getByText('草稿已删除。')).toBeVisible();
    expect((await page.goto(`/me/commitments/${id}`))?.status()).toBe(404);
  });

  test('of two who claim at once the second keeps its words', async ({ page, browser, baseURL }) => {
    await signIn(page, 'deputy');
    const id = await drafted(page, aText());
    await page.getByRole('button', { name: '提交审核' }).click();
    const office = await asSomebody(browser, 'shiqiao', baseURL);
    await published(office, id);
    const other = await page.context().newPage();
    for (const one of [page, other]) {
      await one.goto(`/me/commitments/${id}/claim`);
      await one.getByLabel('实际成效').fill(one === page ? '先报的成效' : '后报的成效');
    }
    for (const one of [page, other]) await one.getByRole('button', { name: '报告已完成' }).click();
    await expect(page.getByText('已报告完成，等候别人核实。')).toBeVisible();
    await expect(other.getByRole('alert')).toBeVisible();
    await expect(other.getByLabel('实际成效')).toHaveValue('后报的成效');
  });

  test('what is carried over is closed, and both pages lead to one another', async ({ page, browser, baseURL }) => {
    await signIn(page, 'deputy');
    const id = await drafted(page, aText());
    await page.getByRole('button', { name: '提交审核' }).click();
    const office = await asSomebody(browser, 'shiqiao', baseURL);
    await published(office, id);
    await office.getByText('结转到下一年').click();
    await office.getByRole('button', { name: '结转', exact: true }).click();
    await expect(office.getByRole('link', { name: '由 2020 年结转' })).toBeVisible();
    const next = /commitments\/([0-9a-f-]{36})/.exec(office.url())?.[1] ?? '';
    await page.goto(`/commitments/${id}`);
    await expect(page.getByText('已结转到下一年，新的承诺正在审核。')).toBeVisible();
    await published(office, next);
    await office.goto(`/office/commitments/${id}`);
    await expect(office.getByRole('link', { name: '已结转到 2021 年' })).toBeVisible();
    await expect(office.getByText('代报完成')).toHaveCount(0);
    await page.goto(`/commitments/${id}`);
    await page.getByRole('link', { name: '已结转到 2021 年' }).click();
    await expect(page.getByRole('link', { name: '由 2020 年结转' })).toBeVisible();
    await page.goto(`/me/commitments/${id}/claim`);
    await expect(page).toHaveURL(new RegExp(`/me/commitments/${id}$`));
  });
});

test('a report made offline reaches a milestone when the network is back', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 375, height: 812 });
  await signIn(page, 'deputy');
  const id = await drafted(page, aText());
  await plan(page, '灯杆到货', '2020-11-10');
  await page.getByRole('button', { name: '提交审核' }).click();
  const office = await asSomebody(browser, 'shiqiao', baseURL);
  await published(office, id);

  await page.goto('/me/report');
  await page.getByLabel('哪一条承诺').selectOption(id);
  const milestone = page.getByLabel('到达了哪个节点');
  // Only the milestones of the chosen commitment can be chosen.
  expect(await milestone.locator('optgroup:not([hidden])').count()).toBe(1);
  await chosen(page, '灯杆到货');
  await expect(milestone).toHaveValue(/.+/);
  await context.setOffline(true);
  await page.getByLabel('做了什么').fill('灯杆已经到货');
  await page.getByRole('button', { name: '送出', exact: true }).click();
  await expect(page.locator('#queue li')).toContainText('灯杆已经到货');
  await context.setOffline(false);
  await expect(page.locator('#queue li')).toHaveCount(0, { timeout: 20_000 });
  await page.goto(`/me/commitments/${id}`);
  await expect(step(page, '灯杆到货')).toContainText('按计划');

  const readers: readonly [Page, string][] = [
    [page, `/me/commitments/${id}`],
    [page, `/me/commitments/${id}/report`],
    [page, `/commitments/${id}`],
    [office, `/office/commitments/${id}`],
  ];
  for (const [reader, path] of readers) {
    for (const width of [1280, 320]) {
      await reader.setViewportSize({ width, height: 800 });
      await reader.goto(path);
      await expectAccessible(reader);
    }
  }
});
