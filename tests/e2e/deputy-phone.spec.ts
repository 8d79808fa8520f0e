import { type BrowserContext, type Page, type Route, expect, test } from '@playwright/test';
import { expectAccessible } from './two-engines.ts';

test.use({ viewport: { width: 375, height: 812 } });

let marks = 0;

/** Words that no other report has. */
function aMark(): string {
  marks += 1;
  return `第 ${Date.now().toString(36)}-${process.pid}-${marks} 号路灯已装好`;
}

async function signIn(page: Page, to = '/me', userName = 'deputy'): Promise<void> {
  await page.goto(`/sign-in?to=${to}`);
  await page.locator(`form:has(input[value="${userName}"]) button`).click();
  await expect(page).toHaveURL(new RegExp(`${to}$`));
}

/** Waits until the service worker has kept the pages that a visit without a network needs. */
async function untilKept(page: Page): Promise<void> {
  const isKept = async () =>
    page.evaluate(async () => {
      const found = await Promise.all(['/me', '/me/report'].map((path) => caches.match(path)));
      return navigator.serviceWorker.controller !== null && found.every((one) => one !== undefined);
    });
  await expect.poll(isKept, { timeout: 20_000 }).toBe(true);
}

/** Writes a report and sends it off. @returns the commitment that it is of */
async function write(page: Page, text: string): Promise<string> {
  await expect(page.locator('#me[data-ready]')).toBeAttached();
  const of = await page.locator('#report [name=commitmentId]').inputValue();
  await page.getByLabel('做了什么').fill(text);
  await page.getByRole('button', { name: '送出', exact: true }).click();
  return of;
}

/** How often a text stands in the time line of a commitment. */
async function told(page: Page, of: string, text: string): Promise<number> {
  await page.goto(`/me/commitments/${of}`);
  await expect(page.getByRole('heading', { name: '经过' })).toBeVisible();
  return page.getByText(text, { exact: true }).count();
}

const waiting = (page: Page) => page.locator('#queue li');

/** A JPEG with a long side of 3000 pixels, as a phone takes it; made by the browser itself. */
async function aPhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 });
    const context = canvas.getContext('2d');
    for (let at = 0; at < 200; at += 1) {
      if (context !== null) context.fillStyle = `hsl(${at * 7} 60% 50%)`;
      context?.fillRect((at * 137) % 3000, (at * 71) % 2000, 300, 200);
    }
    return canvas.toDataURL('image/jpeg', 0.98).split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}

test('a report made offline outlives a reload and goes out by itself, once', async ({ page, context }) => {
  const mark = aMark();
  await signIn(page);
  await untilKept(page);

  await context.setOffline(true);
  await page.goto('/me/report');
  await expect(page.locator('#offline')).toBeVisible();
  const of = await write(page, mark);
  await expect(page.getByText('已存在手机里，有网时自己送出。可以关掉这一页。')).toBeVisible();
  await expect(waiting(page)).toContainText(mark);

  await page.reload();
  await expect(waiting(page)).toContainText(mark);
  await expect(page.locator('#offline')).toContainText('离线。1 条记录已存在手机里，有网时自己送出。');
  await expectAccessible(page);
  await page.goto('/me');
  await expect(waiting(page)).toContainText(mark);

  await context.setOffline(false);
  await expect(waiting(page)).toHaveCount(0, { timeout: 20_000 });
  expect(await told(page, of, mark)).toBe(1);
});

test('an answer that was lost brings no second report', async ({ page }) => {
  const mark = aMark();
  await signIn(page, '/me/report');
  let sent = 0;
  await page.route('**/me/reports', async (route) => {
    sent += 1;
    // The first arrives at the server, and its answer is lost.
    if (sent > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  const of = await write(page, mark);
  await expect(waiting(page)).toContainText('没有送到');
  await waiting(page).getByRole('button', { name: '现在送出' }).click();
  await expect(waiting(page)).toHaveCount(0);
  expect(sent).toBe(2);
  expect(await told(page, of, mark)).toBe(1);
});

test('two tabs that wake at once send each report once', async ({ page, context }) => {
  const marks = [aMark(), aMark()];
  await signIn(page);
  await untilKept(page);
  const other = await context.newPage();
  await other.goto('/me/report');
  await context.setOffline(true);
  const written: { readonly of: string; readonly mark: string }[] = [];
  for (const mark of marks) written.push({ of: await write(other, mark), mark });
  await expect(waiting(other)).toHaveCount(2);
  await expect(waiting(page)).toHaveCount(2);
  await context.setOffline(false);
  await expect(waiting(page)).toHaveCount(0, { timeout: 20_000 });
  await expect(waiting(other)).toHaveCount(0);
  for (const { of, mark } of written) expect(await told(page, of, mark)).toBe(1);
});

/** Ends the session, as time does: the cookie is gone, and nobody has signed out. */
async function endSession(context: BrowserContext): Promise<void> {
  await context.clearCookies();
}

test('a session that has ended keeps the report until its author is back', async ({ page, context }) => {
  const mark = aMark();
  await signIn(page, '/me/report');
  await endSession(context);
  const of = await write(page, mark);
  await expect(waiting(page)).toContainText('登录已失效，登录后自己送出。');

  // Somebody else neither sees nor sends it.
  const other = await context.newPage();
  await signIn(other, '/me', 'guanlan-deputy');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(waiting(other)).toHaveCount(0);
  await other.close();
  await endSession(context);

  await waiting(page).getByRole('link', { name: '去登录' }).click();
  const answer = page.waitForResponse('**/me/reports');
  await page.locator('form:has(input[value="deputy"]) button').click();
  await expect(page).toHaveURL(/\/me$/);
  // The list is empty as well before the script has looked into the queue.
  expect((await answer).status()).toBe(201);
  await expect(waiting(page)).toHaveCount(0, { timeout: 20_000 });
  expect(await told(page, of, mark)).toBe(1);
});

const refuse = (route: Route) =>
  route.fulfill({
    status: 409,
    contentType: 'application/problem+json',
    body: JSON.stringify({ code: 'commitment.not-now', detail: '这条承诺已经撤回。' }),
  });

test('what the server refuses stays on the phone, with its reason, to be copied or deleted', async ({ page }) => {
  const mark = aMark();
  await signIn(page, '/me/report');
  await page.route('**/me/reports', refuse);
  await write(page, mark);
  await expect(waiting(page)).toContainText('没有收下：这条承诺已经撤回。');
  await page.reload();
  await expect(waiting(page)).toContainText(mark);
  await expect(waiting(page).getByRole('button', { name: '复制文字' })).toBeVisible();
  await expectAccessible(page);
  page.on('dialog', (dialog) => void dialog.accept());
  await waiting(page).getByRole('button', { name: '删除' }).click();
  await expect(waiting(page)).toHaveCount(0);
});

test('photos are made smaller on the phone, and sent with the report', async ({ page }) => {
  const mark = aMark();
  await signIn(page, '/me/report');
  const photo = await aPhoto(page);
  const file = { name: '现场.jpg', mimeType: 'image/jpeg', buffer: photo };
  await page.getByLabel('做之前').setInputFiles(file);
  await page.getByLabel('做之后').setInputFiles([file, { ...file, name: '之后 2.jpg' }]);
  await expect(page.locator('[data-chosen=after] canvas')).toHaveCount(2);
  const request = page.waitForRequest('**/me/reports');
  await write(page, mark);
  const { size } = await (await request).sizes().then(({ requestBodySize }) => ({ size: requestBodySize }));
  expect(size).toBeLessThan(photo.length * 3);
  await expect(page.getByText('已收到，记入经过。')).toBeVisible({ timeout: 20_000 });
  // Smaller pictures are made in the background, without haste.
  const entry = page.getByRole('listitem').filter({ hasText: mark });
  const shown = async () => (await page.reload()) && entry.getByRole('img', { name: /照片/ }).count();
  await expect.poll(shown, { timeout: 20_000 }).toBe(3);
});

test('signing out leaves nothing on the phone', async ({ page, context }) => {
  await signIn(page);
  await untilKept(page);
  await page.goto('/me/report');
  await page.route('**/me/reports', refuse);
  await write(page, aMark());
  await expect(waiting(page)).toContainText('没有收下');
  const asked = page.waitForEvent('dialog').then((dialog) => dialog.accept());
  await page.getByRole('button', { name: '退出登录' }).click();
  await asked;
  await expect(page).not.toHaveURL(/\/me/);
  const left = await page.evaluate(async () => ({
    caches: (await caches.keys()).filter((name) => name.startsWith('jiannuo-me-')),
    stores: (await indexedDB.databases()).map(({ name }) => name),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(left).toEqual({ caches: [], stores: [], workers: 0 });
  await context.setOffline(true);
  await expect(page.goto('/me')).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a deputy writes, rewords and submits a commitment, and reports with a photo', async ({ page, browser }) => {
    await signIn(page);
    const text = `${aMark()}，共 20 盏`;
    await page.getByRole('link', { name: '写一条新承诺' }).first().click();
    await page.getByLabel('承诺内容').fill(text);
    await page.getByLabel('数量').fill('20');
    await page.getByLabel('单位').fill('盏');
    await page.getByRole('button', { name: '存为草稿' }).click();
    await expect(page.getByText('已存好。')).toBeVisible();
    await page.getByRole('link', { name: '修改' }).click();
    await page.getByLabel('承诺内容').fill(`${text}。`);
    await page.getByRole('button', { name: '存为草稿' }).click();
    await page.getByRole('button', { name: '提交审核' }).click();
    await expect(page.getByText('正在审核，请等候结果。')).toBeVisible();

    const mark = aMark();
    const scripted = await browser.newPage({ javaScriptEnabled: true });
    const buffer = await aPhoto(scripted);
    await scripted.close();
    await page.goto('/me/report');
    await page.getByLabel('进展顺利，按计划推进。').check();
    await page.getByLabel('做了什么').fill(mark);
    await page.getByLabel('现场').setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByRole('button', { name: '送出', exact: true }).click();
    await expect(page.getByText('已收到，记入经过。')).toBeVisible();
    const told = page.getByRole('listitem').filter({ hasText: mark });
    await expect(told).toContainText(`进展顺利，按计划推进。${mark}`);

    await told.getByText('撤回这条进展').click();
    await told.getByLabel('哪里写错了').fill('记错了地方');
    await told.getByRole('button', { name: '撤回', exact: true }).click();
    await expect(page.getByText('这条进展已撤回。')).toBeVisible();
    await expect(told).toHaveCount(0);
  });

  test('what is missing is told, and what was written stays', async ({ page }) => {
    await signIn(page, '/me/report');
    await page.getByRole('button', { name: '送出', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('“内容”至少 2 个字');
  });
});

test.describe('where a browser lets no service worker in', () => {
  test.use({ serviceWorkers: 'block' });

  test('an open page keeps a report while the network is away, and sends it when it is back', async ({
    page,
    context,
  }) => {
    const mark = aMark();
    await signIn(page, '/me/report');
    await context.setOffline(true);
    const of = await write(page, mark);
    await expect(waiting(page)).toContainText(mark);
    await context.setOffline(false);
    await expect(waiting(page)).toHaveCount(0, { timeout: 20_000 });
    expect(await told(page, of, mark)).toBe(1);
  });
});

test('a form kept since yesterday is of today, and takes no report for another commitment', async ({
  page,
  context,
}) => {
  await signIn(page);
  await untilKept(page);
  await context.setOffline(true);
  await page.goto('/me/report');
  const day = page.getByLabel('哪一天');
  const kept = await day.inputValue();
  const tomorrow = new Date(Date.parse(kept) + 86_400_000).toISOString().slice(0, 10);
  await page.clock.setFixedTime(Date.now() + 86_400_000);
  await page.reload();
  await expect(day).toHaveValue(tomorrow);
  await expect(day).toHaveAttribute('max', tomorrow);

  await page.goto('/me/commitments/00000000-0000-4000-8000-000000000000/report');
  await expect(page.getByText('这条承诺的表单没有存在手机里')).toBeVisible();
  await expect(page.getByRole('button', { name: '送出', exact: true })).toBeDisabled();
});
