import { expect, test } from '@playwright/test';

test('a newcomer reads the wall, a deputy and a commitment', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '公示墙' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('代表公示墙');

  const card = page.getByRole('article').first();
  const name = await card.getByRole('heading').innerText();
  await card.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);

  const promise = page.locator('main li a[href^="/commitments/"]').first();
  const text = await promise.innerText();
  await promise.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
  await expect(page.getByRole('heading', { name: '经过' })).toBeVisible();
  await page.locator('aside').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});

test('the seal is only where every commitment of the year is verified', async ({ page }) => {
  await page.goto('/wall');
  for (const card of await page.getByRole('article').all()) {
    const meter = (await card.locator('.meter').getAttribute('aria-label')) ?? '';
    const [total, verified] = [...meter.matchAll(/[\d,]+/g)].map(([digits]) => Number(digits.replaceAll(',', '')));
    expect(await card.locator('.seal').count()).toBe(total !== undefined && total === verified ? 1 : 0);
  }
});

test('filters stand in the address, and each can be taken off', async ({ page }) => {
  await page.goto('/wall');
  const all = Number(await page.locator('[data-total]').getAttribute('data-total'));
  await page.getByRole('link', { name: /^镇代表/ }).click();
  await expect(page).toHaveURL(/level=township/);
  const some = Number(await page.locator('[data-total]').getAttribute('data-total'));
  expect(some).toBeLessThan(all);
  await page.getByRole('searchbox').fill('不会有人叫这个名字');
  await page.getByRole('button', { name: '搜索' }).click();
  await expect(page).toHaveURL(/level=township/);
  await expect(page.getByText('没有符合条件的代表')).toBeVisible();
  await page.getByRole('link', { name: /^去掉条件：“/ }).click();
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(some));
  await page.getByRole('link', { name: '去掉条件：镇代表' }).click();
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(all));
});

test('all towns can be reached from the wall', async ({ page }) => {
  await page.goto('/wall');
  const towns = await page
    .locator('aside a[href*="town="]')
    .evaluateAll((links) => [
      ...new Set(links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('town'))),
    ]);
  expect(towns).toHaveLength(21);
});

test('English is kept from page to page, and the other language is the same page', async ({ page }) => {
  await page.goto('/en/wall?level=county');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('article').first().getByRole('link').click();
  await expect(page).toHaveURL(/\/en\/deputies\//);
  await page.goto('/en/wall?level=county');
  await page.getByRole('link', { name: '中文' }).click();
  await expect(page).toHaveURL(/\/wall\?level=county$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('large type is kept by a form without script', async ({ page }) => {
  await page.goto('/wall?level=county');
  await page.getByRole('button', { name: '大字版' }).click();
  await expect(page).toHaveURL(/\/wall\?level=county$/);
  await expect(page.locator('html')).toHaveAttribute('data-type', 'large');
  await page.getByRole('button', { name: '标准字号' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-type', 'normal');
});
