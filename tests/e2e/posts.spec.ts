import { randomUUID } from 'node:crypto';
import { type Page, expect, test } from '@playwright/test';
import { signIn } from './support.ts';

test.use({ javaScriptEnabled: false });

/** A name that nobody else has. */
const aName = (): string => `补选${randomUUID().slice(0, 6)}`;

/** A town that no other test signs in for. */
async function lastTown(page: Page): Promise<string> {
  const town = await page.getByLabel('镇街').locator('option').last().getAttribute('value');
  return town ?? '';
}

/**
 * Elects somebody by the form as the district does, which leaves the township's deputies to the towns: a new person, or,
 * by name, one who is known. @returns the address of the person
 */
async function elect(
  page: Page,
  who: {
    readonly name: string;
    readonly isKnown?: boolean;
    readonly level?: 'county' | 'provincial';
    readonly day: string;
  },
): Promise<string> {
  await page.goto('/office/people/begin');
  if (who.isKnown === true) {
    await page.getByLabel('按姓名、拼音或首字母查找已有的人').fill(who.name);
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('radio').first().check();
  } else {
    await page.getByLabel('姓名', { exact: true }).fill(who.name);
  }
  await page.getByLabel('镇街').selectOption(await lastTown(page));
  await page.getByLabel('层级').selectOption(who.level ?? 'county');
  await page.getByLabel('当选日期').fill(who.day);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(who.name);
  return new URL(page.url()).pathname;
}

/** Ends the posts of a person, so that nobody is in post whom no roster lists. */
async function endAll(page: Page, person: string): Promise<void> {
  await page.goto(person);
  for (const href of await page
    .getByRole('link', { name: '登记变动' })
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')))) {
    await page.goto(href ?? '');
    if ((await page.getByRole('button', { name: '登记结束' }).count()) === 0) continue;
    await page.getByRole('button', { name: '登记结束' }).click();
    await expect(page.getByRole('heading', { name: '任职', exact: true })).toBeVisible();
  }
}

test('two records that hold one post are merged with it, and the merge is undone', async ({ page }) => {
  await signIn(page, 'district');
  const name = aName();
  const kept = await elect(page, { name, day: '2020-09-01' });
  const gone = await elect(page, { name, day: '2020-10-01' });
  expect(gone).not.toBe(kept);
  await page.goto(`${kept}/merge`);
  await page.getByLabel('另一条记录').fill(name);
  await page.getByRole('button', { name: '预览' }).click();
  await expect(page.getByRole('radio')).toHaveCount(1);
  await page.getByRole('radio').check();
  await page.getByRole('button', { name: '预览' }).last().click();
  await expect(page.getByRole('heading', { name: '同一个职务' })).toBeVisible();
  await page.getByLabel('2020 年的名册记录').selectOption({ label: '保留移入的' });
  await page.getByRole('button', { name: '合并' }).click();
  await expect(page).toHaveURL(new RegExp(`${kept}$`));
  await expect(page.getByRole('link', { name: '登记变动' })).toHaveCount(1);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByText('已记录。')).toBeVisible();
  for (const person of [kept, gone]) {
    await page.goto(person);
    await expect(page.getByRole('link', { name: '登记变动' })).toHaveCount(1);
    await endAll(page, person);
  }
});

test('a record that is two persons is split by its posts', async ({ page }) => {
  await signIn(page, 'district');
  const name = aName();
  const person = await elect(page, { name, day: '2020-09-01' });
  expect(await elect(page, { name, isKnown: true, level: 'provincial', day: '2020-09-01' })).toBe(person);
  await page.goto(`${person}/split`);
  await page.getByRole('checkbox').first().check();
  const other = aName();
  await page.getByLabel('另一个人的姓名').fill(other);
  await page.getByRole('button', { name: '拆成两个人' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(other);
  await endAll(page, new URL(page.url()).pathname);
  await endAll(page, person);
});

test('a refused ending keeps what was typed; a death leaves wall and nameplate to take down', async ({ page }) => {
  await signIn(page, 'district');
  const name = aName();
  const person = await elect(page, { name, day: '2020-09-01' });
  await page.goto(person);
  await page.getByRole('link', { name: '登记变动' }).click();
  await page.getByLabel('原因').selectOption('death');
  await page.getByLabel('说明（内部）').fill('家属告知');
  await page.getByLabel('不再担任的第一天').fill('2020-08-01');
  await page.getByRole('button', { name: '登记结束' }).click();
  await expect(page.getByText('没有写入')).toBeVisible();
  await expect(page.getByLabel('原因')).toHaveValue('death');
  await expect(page.getByLabel('说明（内部）')).toHaveValue('家属告知');
  await page.getByLabel('不再担任的第一天').fill('2020-10-01');
  await page.getByRole('button', { name: '登记结束' }).click();
  await expect(page.getByRole('main')).toContainText('去世');
  await expect(page.getByRole('main')).toContainText('公示墙 · 离任，取下');
  await expect(page.getByRole('main')).toContainText('标识牌 · 离任，取下');
});
