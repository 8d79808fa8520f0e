import { type Page, expect, test } from '@playwright/test';
import sharp from 'sharp';
import { signIn } from './support.ts';

const FULL_NUMBER = /\b1\d{10}\b/;

/** The address of somebody in the office's list, by the place in it. */
async function personAt(page: Page, place: number): Promise<string> {
  await page.goto('/office/people');
  const link = page.locator('tbody th a').nth(place);
  return (await link.getAttribute('href')) ?? '';
}

async function record(page: Page, pair: string, decision: 'give' | 'withdraw'): Promise<void> {
  await page.getByLabel('内容与位置').selectOption(pair);
  await page.getByLabel('意愿').selectOption(decision);
  await page.getByRole('button', { name: '代为登记' }).click();
  await expect(page.getByText(/^已记录。|^没有变化。/)).toBeVisible();
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a consent that is withdrawn takes the number off the public page within a minute', async ({
    page,
    request,
  }) => {
    await signIn(page, 'shiqiao');
    const office = await personAt(page, 3);
    const publicPage = office.replace('/office/people', '/deputies');
    const shown = async () => (await (await request.get(publicPage)).text()).replaceAll(/<svg[\s\S]*?<\/svg>/g, '');
    await page.goto(office);
    await record(page, 'phone/web', 'give');
    await expect.poll(shown).toMatch(FULL_NUMBER);
    await record(page, 'phone/web', 'withdraw');
    const begun = Date.now();
    await expect.poll(shown, { timeout: 60_000 }).not.toMatch(FULL_NUMBER);
    expect(Date.now() - begun).toBeLessThan(60_000);
    expect((await request.get(`${publicPage}/phone`)).status()).toBe(404);

    await record(page, 'phone/wall', 'give');
    await expect(page.getByRole('heading', { name: '待重印或取下' })).toBeVisible();
    await page.goto(publicPage);
    await page.getByRole('link', { name: '显示号码' }).click();
    await expect(page.getByRole('main')).not.toContainText(FULL_NUMBER);
    await page.getByRole('button', { name: '显示号码' }).click();
    await expect(page.getByRole('main')).toContainText(FULL_NUMBER);
    await page.goto(office);
    await record(page, 'phone/wall', 'withdraw');
    expect((await request.get(`${publicPage}/phone`)).status()).toBe(404);
  });

  test('an officer suspends a post and resumes it, and the lists follow', async ({ page }) => {
    await signIn(page, 'shiqiao');
    const office = await personAt(page, 5);
    await page.goto(office);
    const name = await page.getByRole('heading', { level: 1 }).innerText();
    await page.getByRole('link', { name: '登记变动' }).first().click();
    await page.getByRole('button', { name: '登记暂停' }).click();
    await expect(page.getByRole('main')).toContainText('起暂停执行职务');
    await page.goto(`/office/people?standing=suspended&q=${encodeURIComponent(name)}`);
    await expect(page.getByRole('link', { name, exact: true })).toHaveCount(1);
    await page.goto(office);
    await page.getByRole('link', { name: '登记变动' }).first().click();
    await page.getByRole('button', { name: '恢复执行职务' }).click();
    await expect(page.getByRole('main')).not.toContainText('起暂停执行职务');
  });

  test('a deputy switches consents and takes the own data along', async ({ page }) => {
    await signIn(page, 'deputy');
    await page.goto('/me/consents');
    const give = page.getByRole('button', { name: /^改为同意\s*: 照片 · 印刷名册$/ });
    await give.click();
    await expect(page.getByText('已记录。')).toBeVisible();
    await page.getByRole('button', { name: /^撤回同意\s*: 照片 · 印刷名册$/ }).click();
    await expect(give).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出本人数据 (JSON)' }).click();
    const file = Buffer.concat(await (await (await download).createReadStream()).toArray());
    const data = JSON.parse(file.toString()) as { tables: Record<string, unknown[]> };
    expect(data.tables['consents']?.length).toBeGreaterThan(0);
    expect(data.tables['commitments']?.length).toBeGreaterThan(0);
  });

  test('a deputy’s photo is public once it was screened, and while the deputy agrees', async ({ page, request }) => {
    await signIn(page, 'guanlan-deputy');
    await page.goto('/me/consents');
    const pixels = { create: { width: 300, height: 400, channels: 3, background: '#8a5510' } } as const;
    const buffer = await sharp(pixels).jpeg().toBuffer();
    await page.getByLabel('选择照片').setInputFiles({ name: '本人.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByRole('button', { name: '提交照片' }).click();
    await expect(page.getByText('照片已收到，审看后生效。')).toBeVisible();
    await page.getByRole('button', { name: /^改为同意\s*: 照片 · 网页$/ }).click();
    await expect(page.getByText('等待审看')).toBeVisible();

    await page.context().clearCookies();
    await signIn(page, 'guanlan');
    await page.goto('/office/screening');
    await page.locator('main a[href*="/office/screening/"]').last().click();
    await page.getByLabel('不能', { exact: true }).check();
    await page.getByRole('button', { name: '公开', exact: true }).click();

    await page.context().clearCookies();
    await signIn(page, 'guanlan-deputy');
    await page.goto('/me/consents');
    await expect(page.getByText('正在公开')).toBeVisible();
    const photo = (await page.locator('main img').first().getAttribute('src')) ?? '';
    expect((await request.get(photo)).headers()['cache-control']).toBe('public, max-age=30');
    await page.getByRole('button', { name: /^撤回同意\s*: 照片 · 网页$/ }).click();
    await expect(page.getByText('正在公开')).toHaveCount(0);
    expect((await request.get(photo)).status()).toBe(404);
    await page.getByRole('button', { name: '撤下全部照片' }).click();
    await expect(page.getByText('照片已撤下。')).toBeVisible();
    await expect(page.getByText('还没有照片。')).toBeVisible();
  });

  test('the district previews a change of congress; a town is refused', async ({ page }) => {
    await signIn(page, 'district');
    await page.goto('/office/congress');
    await page.getByLabel('新一届', { exact: true }).fill('第二十届');
    await page.getByLabel('新一届第一天').fill('2020-10-01');
    await page.getByLabel('新一届名册的年度').fill('2020');
    await page.getByRole('button', { name: '预览' }).click();
    await expect(page.getByText(/连任 [\d,]+ 人/)).toBeVisible();
    await page.context().clearCookies();
    await signIn(page, 'shiqiao');
    expect((await page.goto('/office/congress'))?.status()).toBe(403);
  });
});

test.describe('without script, again', () => {
  test.use({ javaScriptEnabled: false });

  test('what hangs on paper is finished from the to-do list', async ({ page }) => {
    await signIn(page, 'shiqiao');
    await page.goto(await personAt(page, 9));
    await record(page, 'phone/print', 'give');
    await record(page, 'phone/print', 'withdraw');
    const name = await page.getByRole('heading', { level: 1 }).innerText();
    await page.goto('/office');
    await page
      .getByRole('main')
      .getByRole('link', { name: /待重印或取下/ })
      .click();
    await expect(page).toHaveURL(/\/office\/reprint$/);
    const own = page.getByRole('row').filter({ hasText: name }).filter({ hasText: '印刷名册' });
    const count = await own.count();
    expect(count).toBeGreaterThan(0);
    await own.first().getByRole('checkbox').check();
    await page.getByRole('button', { name: '选中的都已办结' }).click();
    await expect(page.getByText('已办结 1 件。')).toBeVisible();
    await expect(own).toHaveCount(count - 1);
  });

  test('the district takes a delegation back and gives it again; a town sees no such page', async ({ page }) => {
    await signIn(page, 'district');
    await page.goto('/office/rules');
    const town = page.locator('tr[data-town="500199102000"]');
    for (const [choice, state] of [
      ['off', '已收回'],
      ['on', '委托'],
    ] as const) {
      await page.getByLabel('镇', { exact: true }).selectOption('500199102000');
      await page.getByLabel('层级').selectOption('national');
      await page.getByLabel('委托', { exact: true }).selectOption(choice);
      await page.getByRole('button', { name: '保存' }).click();
      await expect(page.getByText('已保存，1 个镇有变化。')).toBeVisible();
      await expect(town.locator('[data-level=national]')).toHaveText(state);
    }
    await page.context().clearCookies();
    await signIn(page, 'shiqiao');
    expect((await page.goto('/office/rules'))?.status()).toBe(403);
  });
});

test('the wall is put in order by strokes or by pinyin', async ({ request }) => {
  const namesOf = async (order: string) => {
    const answer = await request.get('/api/v1/deputies', { params: { order } });
    expect(answer.status()).toBe(200);
    return ((await answer.json()) as { deputies: { name: string }[] }).deputies.map(({ name }) => name);
  };
  const strokes = await namesOf('strokes');
  const collator = new Intl.Collator('zh-u-co-stroke');
  expect(strokes).toEqual(strokes.toSorted((one, other) => collator.compare(one, other)));
  expect(await namesOf('pinyin')).not.toEqual(strokes);
});
