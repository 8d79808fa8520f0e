import { type Page, expect, test } from '@playwright/test';
import { aNoise } from '../support/pictures.ts';
import { signIn } from './support.ts';
import { expectAccessible } from './two-engines.ts';

test.use({ viewport: { width: 375, height: 812 } });

let marks = 0;

/** Words that no other visit has. */
function aMark(): string {
  marks += 1;
  return `水管第 ${Date.now().toString(36)}-${process.pid}-${marks} 处已查看`;
}

async function enter(page: Page, userName: 'deputy' | 'shiqiao', path: string): Promise<void> {
  await signIn(page, userName);
  await page.goto(path);
}

const waiting = (page: Page) => page.locator('#queue li');
const sendOff = (page: Page) => page.getByRole('button', { name: '送出', exact: true }).click();

/** Until the script has taken the form over, it goes the way of all forms. */
const untilReady = (page: Page) => expect(page.locator('#me[data-ready]')).toBeAttached();

async function fillVisit(page: Page, note: string, households = '1-3, 7'): Promise<void> {
  await page.getByLabel('哪个村（社区）').selectOption({ index: 1 });
  await page.getByLabel('走访了哪些户号').fill(households);
  await page.getByLabel('道路交通').check();
  await page.getByLabel('补充一句（选填）').fill(note);
}

/** How often a note stands among the deputy's own duties. */
async function told(page: Page, note: string): Promise<number> {
  await page.goto('/me/duties');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('我的走访与履职');
  return page.getByText(note, { exact: true }).count();
}

async function untilKept(page: Page): Promise<void> {
  const isKept = async () =>
    page.evaluate(async () => {
      const found = await Promise.all(['/me', '/me/duties/new'].map((path) => caches.match(path)));
      return navigator.serviceWorker.controller !== null && found.every((one) => one !== undefined);
    });
  await expect.poll(isKept, { timeout: 20_000 }).toBe(true);
}

test('a visit made offline outlives a reload and goes out by itself, once', async ({ page, context }) => {
  const note = aMark();
  await signIn(page, 'deputy');
  await untilKept(page);
  await context.setOffline(true);
  await page.goto('/me/duties/new');
  await untilReady(page);
  await fillVisit(page, note);
  const photo = { name: '现场.jpg', mimeType: 'image/jpeg', buffer: await aNoise(Date.now() % 100_000, 600) };
  await page.getByLabel('现场', { exact: true }).setInputFiles(photo);
  await sendOff(page);
  await expect(page.getByText('已存在手机里，有网时自己送出。可以关掉这一页。')).toBeVisible();
  await page.reload();
  await expect(waiting(page)).toContainText(note);
  await expect(waiting(page)).toContainText('走访');
  await expect(waiting(page)).toContainText('1 张照片');
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(waiting(page)).toHaveCount(0, { timeout: 20_000 });
  expect(await told(page, note)).toBe(1);
  const visit = page.locator('li', { hasText: note });
  // Smaller pictures are made after the answer.
  const photos = async () => ((await told(page, note)) === 1 ? visit.getByRole('img').count() : 0);
  await expect.poll(photos, { timeout: 15_000 }).toBe(1);
  await expect(visit).toContainText('待筛查');
});

test('an answer that was lost brings no second visit', async ({ page }) => {
  const note = aMark();
  await enter(page, 'deputy', '/me/duties/new');
  let sent = 0;
  await page.route('**/me/duties/queue', async (route) => {
    sent += 1;
    if (sent > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await untilReady(page);
  await fillVisit(page, note);
  await sendOff(page);
  await expect(waiting(page)).toContainText('没有送到');
  await waiting(page).getByRole('button', { name: '现在送出' }).click();
  await expect(waiting(page)).toHaveCount(0);
  expect(sent).toBe(2);
  expect(await told(page, note)).toBe(1);
});

test('a phone number in the note is not taken, and stays on the phone to be mended', async ({ page }) => {
  await enter(page, 'deputy', '/me/duties/new');
  await untilReady(page);
  await fillVisit(page, `${aMark()}，电话 13900000000`);
  await sendOff(page);
  await expect(waiting(page)).toContainText('请不要写电话号码');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a visit is written down, refused with what is wrong, and taken back', async ({ page }) => {
    const note = aMark();
    await enter(page, 'deputy', '/me/duties/new');
    await expect(page.getByLabel('什么任务')).toBeHidden();
    await page.getByLabel('值守服务').check();
    await expect(page.getByLabel('什么任务')).toBeVisible();
    await expect(page.getByLabel('走访了哪些户号')).toBeHidden();
    await page.getByLabel('走访', { exact: true }).check();
    await fillVisit(page, note, '1-9999');
    await sendOff(page);
    await expect(page.getByText('没有第 9999 户')).toBeVisible();
    await expect(page.getByLabel('补充一句（选填）')).toHaveValue(note);
    await expect(page.getByLabel('道路交通')).toBeChecked();
    await page.getByLabel('走访了哪些户号').fill('5');
    await sendOff(page);
    await expect(page.getByText('已收到，记入履职档案。')).toBeVisible();
    const row = page.locator('li', { hasText: note });
    await expect(row).toContainText('5 号户');
    await row.getByRole('button').click();
    await expect(page.getByText('已撤回，不再计数。')).toBeVisible();
    expect(await told(page, note)).toBe(0);
  });

  test('the office enters on behalf, finds it, and sees the coverage of the village', async ({ page }) => {
    const note = aMark();
    await enter(page, 'shiqiao', '/office/villages');
    const village = `试验${Date.now().toString(36)}村`;
    await page.getByLabel('名称').fill(village);
    await page.getByLabel('户数', { exact: true }).fill('10');
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('已保存。')).toBeVisible();
    await page.goto('/office/duties/new?q=w');
    await page
      .getByRole('listitem')
      .getByRole('link', { name: /^为其代录/ })
      .first()
      .click();
    await page.getByLabel('哪个村（社区）').selectOption({ label: `${village}（10 户）` });
    await page.getByLabel('走访了哪些户号').fill('1-4，6');
    await page.getByLabel('没有编号的有几户').fill('2');
    await page.getByLabel('养老助残').check();
    await page.getByLabel('补充一句（选填）').fill(note);
    await page.getByRole('button', { name: '登记' }).click();
    await expect(page.getByText('已登记。')).toBeVisible();
    await page.goto(`/office/duties?q=${encodeURIComponent(note)}`);
    const row = page.locator('tbody tr');
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('1-4, 6 号户 · 未编号 2 户');
    await expect(row).toContainText('由工作人员代填');
    await page.goto('/office/villages');
    await expect(page.locator(`[data-village="${village}"]`)).toContainText('50.0%');
    await expect(page.locator(`[data-village="${village}"]`)).toContainText('5, 7-10');
  });
});
