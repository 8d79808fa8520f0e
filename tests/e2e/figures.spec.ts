import { type Page, expect, test } from '@playwright/test';
import { isFull, totalOf } from './support.ts';

/** Numbers that lead to a list, each with its address; numbers of posts lead to a table instead. */
async function countedLinks(page: Page): Promise<{ count: number; href: string }[]> {
  const links = await page
    .locator('main td a, main .number a, main .outcomes a')
    .evaluateAll((found) =>
      found.map((link) => ({ text: link.textContent.trim(), href: link.getAttribute('href') ?? '' })),
    );
  return links
    .filter(({ text, href }) => /^[\d,]+$/.test(text) && /\/(wall|commitments)/.test(href))
    .map(({ text, href }) => ({ count: Number(text.replaceAll(',', '')), href }));
}

const PATHS = [
  '/figures',
  '/figures?year=2018&by=town',
  '/figures?year=2019&by=kind&asOf=2019-06-30',
  '/figures?town=500199101000&by=group',
  '/',
];
const MORE = ['/figures?by=field', '/figures?by=group', '/figures?by=town&asOf=2020-03-31', '/en/figures?year=2017'];

for (const path of [...PATHS, ...(isFull ? MORE : [])]) {
  test(`each number of ${path} leads to a list of exactly as many`, async ({ page, request }) => {
    test.slow();
    let differ: string[] | undefined;
    // Other tests publish at the same time: where page and list differ, both are asked again.
    await expect(async () => {
      await page.goto(path);
      const links = await countedLinks(page);
      expect(links.length).toBeGreaterThan(path === '/' ? 1 : 15);
      const asked = links.filter(({ href }) => differ?.includes(href) ?? true);
      differ = [];
      for (const { count, href } of asked) if ((await totalOf(request, href)) !== count) differ.push(href);
      expect(differ).toEqual([]);
    }).toPass({ timeout: 90_000 });
  });
}

test('a list has on its pages as many as it says', async ({ page, request }) => {
  await page.goto('/figures?by=town');
  const row = page.locator('tbody tr', { has: page.locator('a[href*="town="]') }).first();
  const href = (await row.locator('a[href^="/commitments"]').first().getAttribute('href')) ?? '';
  const total = await totalOf(request, href);
  let seen = 0;
  await page.goto(href);
  for (;;) {
    seen += await page.locator('main ol.list > li').count();
    const next = page.locator('a[rel="next"]');
    if ((await next.count()) === 0) break;
    await next.click();
  }
  expect(seen).toBe(total);
});

test('the chart has a name, and a table that says the same', async ({ page }) => {
  await page.goto('/figures');
  await expect(page.getByRole('img', { name: /历年承诺核实完成率/ })).toBeVisible();
  const table = page.getByRole('table').first();
  for (const year of ['2017', '2018', '2019', '2020']) {
    await expect(table.getByRole('rowheader', { name: year })).toBeVisible();
  }
});

test('the day of the figures is chosen by a form', async ({ page }) => {
  await page.goto('/figures?year=2019');
  await page.getByLabel('截至', { exact: true }).fill('2019-06-30');
  await page.getByRole('button', { name: '看这一天' }).click();
  await expect(page).toHaveURL(/year=2019&asOf=2019-06-30/);
  await expect(page.getByRole('link', { name: '看现在' })).toBeVisible();
});

test('towns and groups are put in order by their rates only where there are enough persons', async ({ page }) => {
  await page.goto('/figures?by=group');
  await page.getByRole('link', { name: '按核实率排序' }).click();
  await expect(page).toHaveURL(/sort=rate/);
  const table = page.getByRole('table').filter({ has: page.getByText('应承诺人均') });
  const lines = await table.locator('tbody tr').allTextContents();
  const from = lines.findIndex((line) => line.includes('人数少于 10，不排名'));
  const persons = await table.locator('tbody tr td:nth-child(2)').allTextContents();
  const rates = await table.locator('tbody tr td:nth-child(7)').allTextContents();
  const ranked = from === -1 ? persons.length - 1 : from;
  expect(persons.slice(0, ranked).every((count) => Number(count) >= 10)).toBe(true);
  expect(persons.slice(ranked, -1).every((count) => Number(count) < 10)).toBe(true);
  const shown = rates.slice(0, ranked).map(Number);
  expect(shown).toEqual(shown.toSorted((one, other) => other - one));
  await page.getByRole('link', { name: '按镇街次序' }).click();
  await expect(page).not.toHaveURL(/sort=/);
});
