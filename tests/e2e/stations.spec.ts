import { type Page, expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, signIn } from './support.ts';
import { expectAccessible } from './two-engines.ts';

const HOME = '石桥镇代表之家';
const OTHER_HOME = '观澜镇代表之家';
const TURN_MS = 15_000;
const LOOK_MS = 20_000;

/** @returns the path of a station's public page */
async function pathOf(page: Page, name: string): Promise<string> {
  await page.goto(`/stations?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

const screenOf = (path: string) => `${path.replace('/stations/', '/walls/')}/screen`;
const shown = (page: Page) => page.locator('#sheets > section.now');
const names = (page: Page) => shown(page).locator('h3').allInnerTexts();

test('a resident finds a station, when it receives, and a calendar to subscribe to', async ({ page }) => {
  await page.goto('/stations');
  await expect(page.getByText(/^共 \d+ 个家站/)).toBeVisible();
  const path = await pathOf(page, HOME);
  await expect(page.getByText('每周四 09:00–11:30')).toBeVisible();
  // 5 November is moved by the office of the demonstration.
  await expect(page.getByText('原定 2020 年 11 月 5 日，已改期')).toBeVisible();
  const calendar = await page.request.get(`${path}/receptions.ics`);
  expect(calendar.headers()['content-type']).toBe('text/calendar; charset=utf-8');
  expect(await calendar.text()).toContain('RECURRENCE-ID;TZID=Asia/Shanghai:20201105T090000');
  // Who receives there says so on the own page.
  await page.locator('.people a').first().click();
  await expect(page.getByRole('heading', { name: '接待群众' })).toBeVisible();
  const own = await page.request.get(`${new URL(page.url()).pathname}/receptions.ics`);
  expect(await own.text()).toContain(`SUMMARY:${HOME}接待日`);
});

for (const [path, status] of [
  ['/stations/not-an-id', 404],
  ['/stations/00000000-0000-7000-8000-000000000000', 404],
  ['/stations/00000000-0000-7000-8000-000000000000/receptions.ics', 404],
  ['/walls/00000000-0000-7000-8000-000000000000/screen', 404],
  ['/stations?kind=palace', 400],
  ['/stations?page=9999', 404],
] as const) {
  test(`${path} is answered by ${status}`, async ({ request }) => {
    expect((await request.get(path)).status()).toBe(status);
  });
}

test('the office describes a station, arranges receptions, moves one, and sets a day off', async ({ page }) => {
  await signIn(page, 'guanlan');
  await page.goto(`/office/stations?q=${encodeURIComponent(OTHER_HOME)}`);
  await page.getByRole('link', { name: OTHER_HOME }).click();
  await page.getByLabel('地址').fill('观澜镇正街 8 号');
  await page.getByRole('button', { name: '保存' }).last().click();
  await expect(page.getByText('已保存。')).toBeVisible();
  await page.locator('summary', { hasText: '增加一条接待安排' }).click();
  const form = page.locator('details[open] form[action="?/rule"]');
  await form.getByLabel('结束时间').fill('08:00');
  await form.getByLabel('周二').check();
  await form.getByRole('button', { name: '保存' }).click();
  // What was typed stays beside the sentence of what is wrong.
  await expect(page.getByRole('alert')).toContainText('结束时间要晚于开始时间');
  await expect(form.getByLabel('周二')).toBeChecked();
  await form.getByLabel('结束时间').fill('11:00');
  await form.getByLabel('说明（对外公示）').fill('法律咨询');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存。')).toBeVisible();

  const single = page.locator('form[action="?/day"]');
  await single.getByLabel('哪条安排').selectOption({ label: '每周四 09:00–11:30' });
  await single.getByLabel(/原定日期/).fill('2020-11-12');
  await single.getByLabel(/改到哪天/).fill('2020-11-13');
  await single.getByRole('button', { name: '登记调整' }).click();
  await expect(page.getByText('2020 年 11 月 12 日：改到 2020 年 11 月 13 日')).toBeVisible();
  await page.getByRole('link', { name: '公开页面' }).click();
  await expect(page.getByText('观澜镇正街 8 号')).toBeVisible();
  await expect(page.getByText('法律咨询').first()).toBeVisible();
  await expect(page.getByText('原定 2020 年 11 月 12 日，已改期')).toBeVisible();
});

test('the district registers what rosters name, and sets a day off that receptions keep', async ({ page }) => {
  await signIn(page, 'district');
  await page.goto('/office/stations');
  await expect(page.getByRole('heading', { name: /名册里有 \d+ 个家站还没有登记/ })).toBeVisible();
  await page.getByRole('button', { name: '全部登记' }).click();
  await expect(page.getByText(/^已登记 \d+ 个家站。$/)).toBeVisible();
  await expect(page.getByRole('heading', { name: /还没有登记/ })).toHaveCount(0);
  await page.goto('/office/calendar');
  await expect(page.locator('[data-day="2020-10-01"]')).toContainText('国庆节');
  await page.getByLabel('日期').fill('2020-12-10');
  await page.getByLabel('原因（如 防汛停休）').fill('集中培训');
  await page.getByRole('button', { name: '设定' }).click();
  await expect(page.locator('[data-day="2020-12-10"]')).toContainText('本区设定');
  const path = await pathOf(page, HOME);
  await expect(page.getByText('原定 2020 年 12 月 10 日，因集中培训调整')).toBeVisible();
  await page.goto('/office/calendar');
  await page.getByRole('button', { name: '恢复 2020 年 12 月 10 日' }).click();
  await page.goto(path);
  await expect(page.getByText('集中培训')).toHaveCount(0);
});

test.describe('a station’s screen', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  test('turns by itself, and waits while it is touched', async ({ page }) => {
    await page.clock.install();
    await page.goto(screenOf(await pathOf(page, HOME)));
    const first = await names(page);
    expect(first.length).toBeGreaterThan(0);
    await page.clock.runFor(TURN_MS + 1000);
    const second = await names(page);
    expect(second).not.toEqual(first);
    await page.mouse.click(900, 600);
    await expect(page.getByRole('status')).toHaveText('已暂停，一分钟后自动继续');
    await page.clock.runFor(TURN_MS * 2);
    expect(await names(page)).toEqual(second);
    await page.getByRole('button', { name: '上一屏' }).click();
    expect(await names(page)).toEqual(first);
    await page.getByRole('button', { name: '继续' }).click();
    await page.clock.runFor(TURN_MS + 1000);
    expect(await names(page)).toEqual(second);
    // A sheet fills the screen, and nothing lies beyond its edge.
    await expectNoSidewaysScroll(page);
    expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(
      0,
    );
  });

  test('goes on without a network and after a restart, says since when, and takes in what is new', async ({
    page,
    context,
  }) => {
    const path = screenOf(await pathOf(page, OTHER_HOME));
    await page.goto(path);
    const first = await names(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    // Seen once more by the worker, which keeps it.
    await page.reload();
    await expect(shown(page)).toBeVisible();
    await page.waitForFunction(
      async (address) => (await caches.match(address)) !== undefined,
      new URL(path, page.url()).href,
    );
    await context.setOffline(true);
    await expect(page.getByRole('status')).toContainText('网络中断');
    expect(await names(page)).toEqual(first);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: OTHER_HOME })).toBeVisible();
    expect(await names(page)).toEqual(first);
    await context.setOffline(false);
    await expect(page.getByRole('status')).toContainText('内容更新于', { timeout: LOOK_MS + 10_000 });
  });

  test('shows within a minute what the office has changed', async ({ page, browser, baseURL }) => {
    test.slow();
    const context = await browser.newContext({ baseURL: baseURL ?? '' });
    const office = await context.newPage();
    await signIn(office, 'clerk');
    await office.goto('/office/stations');
    await office.getByRole('link', { name: HOME }).click();
    const single = office.locator('form[action="?/day"]');
    await page.goto(screenOf(await pathOf(page, HOME)));
    const coming = page.locator('.coming');
    await expect(coming).not.toContainText('2020 年 11 月 2 日');
    await single.getByLabel('怎样调整').selectOption({ label: '临时增加' });
    await single.getByLabel(/原定日期/).fill('2020-11-02');
    await single.getByRole('button', { name: '登记调整' }).click();
    await expect(office.getByText('已保存。')).toBeVisible();
    await expect(coming).toContainText('2020 年 11 月 2 日', { timeout: 60_000 });
    await single.getByLabel('怎样调整').selectOption({ label: '恢复按安排' });
    await single.getByLabel(/原定日期/).fill('2020-11-02');
    await single.getByRole('button', { name: '登记调整' }).click();
    await expect(office.getByText('已保存。')).toBeVisible();
    await context.close();
  });

  test('stands still for whoever wants no motion, and is a plain page without a script', async ({
    browser,
    baseURL,
    page,
  }) => {
    const path = screenOf(await pathOf(page, HOME));
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(path);
    expect(await shown(page).evaluate((sheet) => getComputedStyle(sheet).animationName)).toBe('none');
    const context = await browser.newContext({ baseURL: baseURL ?? '', javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(path);
    const sections = plain.locator('#sheets > section');
    expect(await sections.count()).toBeGreaterThan(1);
    for (const section of await sections.all()) await expect(section).toBeVisible();
    expect(await plain.content()).toContain('http-equiv="refresh" content="60"');
    await context.close();
  });

  test('can be read by all, on a wall and on a phone', async ({ page }) => {
    const path = screenOf(await pathOf(page, HOME));
    for (const [width, height, prefix] of [
      [1920, 1080, ''],
      [1080, 1920, '/en'],
      [320, 800, ''],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(prefix + path);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });
});

test('the link of a station’s screen is a secret of its own', async ({ page, request }) => {
  await signIn(page, 'clerk');
  await page.goto('/office/stations');
  await page.getByRole('link', { name: HOME }).click();
  const link = (await page.locator('.address a').getAttribute('href')) ?? '';
  const answer = await request.get(link);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['referrer-policy']).toBe('no-referrer');
  expect(answer.headers()['x-robots-tag']).toBe('noindex');
  expect(answer.headers()['content-security-policy']).toContain("script-src 'self'");
  expect((await request.get(`${link.slice(0, -4)}0000`)).status()).toBe(404);
});
