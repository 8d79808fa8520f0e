import { randomUUID } from 'node:crypto';
import { type Browser, type Page, expect, test } from '@playwright/test';
import { type DemoAccount, expectNoSidewaysScroll, signIn, totalOf } from './support.ts';

test.use({ javaScriptEnabled: false });

/** Somebody else, with a phone of their own. */
async function another(browser: Browser, account: DemoAccount): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, account);
  return page;
}

const nameOn = async (page: Page): Promise<string> => {
  await page.goto('/me');
  return page.locator('header span[lang=zh-CN]').first().innerText();
};

/** Plans an activity of the town's first group that goes on all day. @returns the path of its page */
async function plan(page: Page, title: string, day?: string): Promise<string> {
  await page.goto('/office/activities/new');
  await page.getByLabel('代表小组').selectOption('500199101000:第一代表小组');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('内容').fill(title);
  await page.getByLabel('地点').fill('石桥村河堤');
  if (day !== undefined) await page.getByLabel('日期').fill(day);
  await page.getByLabel('开始时间').fill('00:00');
  await page.getByLabel('结束时间').fill('23:59');
  await page.getByRole('button', { name: '保存并邀请' }).click();
  await expect(page.getByText('已保存。')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  return new URL(page.url()).pathname;
}

async function invite(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${path}?guest=${encodeURIComponent(name)}`);
  const button = page.getByRole('button', { name: `把${name}加入名单` }).first();
  if ((await button.count()) > 0) await button.click();
  await page.goto(path);
  await expect(page.locator('tbody').getByText(name).first()).toBeVisible();
}

const codeOn = async (page: Page, path: string): Promise<string> => {
  await page.goto(`${path}/screen`);
  return (await page.locator('[data-code]').getAttribute('data-code')) ?? '';
};

test('a deputy signs in with the code on the screen, once, and the office records what was held', async ({
  page,
  browser,
}) => {
  await signIn(page, 'shiqiao');
  const title = `视察河道 ${randomUUID().slice(0, 6)}`;
  const path = await plan(page, title);
  const own = path.replace('/office/', '/me/');
  const deputy = await another(browser, 'deputy');
  const stranger = await another(browser, 'guanlan-deputy');
  const name = await nameOn(deputy);
  await invite(page, path, name);

  await deputy.goto(`${own}?code=AAAAAAAA`);
  await deputy.getByRole('button', { name: '签到', exact: true }).click();
  await expect(deputy.getByRole('alert')).toContainText('已经更换');
  // The screen stands in the hall: whoever has not signed in to the product yet does so on the way.
  const code = await codeOn(page, path);
  await stranger.goto(`${own}?code=${code}`);
  await stranger.getByRole('button', { name: '签到', exact: true }).click();
  await expect(stranger.getByRole('alert')).toContainText('不在这次活动的名单上');
  await deputy.goto(`${own}?code=${code}`);
  await deputy.getByRole('button', { name: '签到', exact: true }).click();
  await expect(deputy.getByText('签到成功')).toBeVisible();
  await expect(deputy.getByRole('button', { name: '签到', exact: true })).toHaveCount(0);
  await page.goto(`${path}/screen`);
  await expect(page.locator('[data-attended]')).toHaveAttribute('data-attended', '1');

  await page.goto(path);
  await page.getByLabel('其余的都登记为出席').check();
  await page.getByRole('button', { name: '保存出席情况' }).click();
  await expect(page.getByText('已保存。')).toBeVisible();
  await page.getByLabel('活动纪要').fill('察看三处河道，提出两条建议。');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByText('已举行').first()).toBeVisible();
  await deputy.goto(path.replace('/office', ''));
  await expect(deputy.getByText('察看三处河道')).toBeVisible();
  await expect(deputy.locator('main')).not.toContainText(name);
});

test('a deputy who cannot come says why, and the office reads it before the activity', async ({ page, browser }) => {
  await signIn(page, 'shiqiao');
  const path = await plan(page, `专题调研 ${randomUUID().slice(0, 6)}`, '2020-11-20');
  const deputy = await another(browser, 'deputy');
  const name = await nameOn(deputy);
  await invite(page, path, name);
  await deputy.goto(path.replace('/office/', '/me/'));
  await deputy.getByLabel('不能参加', { exact: true }).check();
  await deputy.getByRole('button', { name: '送出答复' }).click();
  await expect(deputy.getByRole('alert')).toContainText('请写一句原因');
  await deputy.getByLabel('不能参加的原因').fill('外出培训');
  await deputy.getByRole('button', { name: '送出答复' }).click();
  await expect(deputy.getByText('已收到您的答复')).toBeVisible();
  await expectNoSidewaysScroll(deputy);
  await page.goto(path);
  await expect(page.locator('[data-replies]')).toContainText('不能参加 1 人');
  await expect(page.locator('tbody tr', { hasText: name }).first()).toContainText('答复：不能参加（外出培训）');
  await deputy.getByLabel('能参加', { exact: true }).check();
  await deputy.getByRole('button', { name: '修改答复' }).click();
  await deputy.goto('/me/activities');
  await expect(deputy.getByText('已答复：能参加').first()).toBeVisible();
});

test('a phone whose clock is an hour wrong signs in all the same', async ({ page, browser }) => {
  await signIn(page, 'shiqiao');
  const path = await plan(page, `专题学习 ${randomUUID().slice(0, 6)}`);
  const context = await browser.newContext({ javaScriptEnabled: true });
  const phone = await context.newPage();
  await phone.clock.install({ time: Date.now() + 3_600_000 });
  await signIn(phone, 'deputy');
  await invite(page, path, await nameOn(phone));
  await phone.goto(`${path.replace('/office/', '/me/')}?code=${await codeOn(page, path)}`);
  await phone.getByRole('button', { name: '签到', exact: true }).click();
  await expect(phone.getByText('签到成功')).toBeVisible();
});

test('rules that contradict each other are refused in words, and what was typed is still there', async ({ page }) => {
  await signIn(page, 'shiqiao');
  await page.goto('/office/quotas/rules?year=2031');
  const third = page.getByRole('group', { name: '第 3 条' });
  await third.getByLabel('时段').selectOption('quarter');
  await third.getByLabel('至少几次').fill('2');
  await page.getByRole('button', { name: '保存为新的版本' }).click();
  await expect(page.getByRole('alert')).toContainText(
    '“代表小组每季度至少 2 次集中活动”与“代表小组每年至少 4 次集中活动”矛盾',
  );
  await expect(third.getByLabel('至少几次')).toHaveValue('2');
});

test('the table of quotas leads to a group, and both lists come as files', async ({ page }) => {
  await signIn(page, 'district');
  await page.goto('/office/quotas');
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(20);
  await page.getByRole('link', { name: /有缺口 \d/ }).click();
  await page.locator('tbody th a').first().click();
  await expect(page.getByRole('heading', { name: '成员出席' })).toBeVisible();
  for (const file of ['/office/quotas/file?year=2020', '/activities/file?year=2020']) {
    const answer = await page.request.get(file);
    expect([file, answer.status(), answer.headers()['content-type']]).toEqual([
      file,
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
  }
  const csv = await (await page.request.get('/activities/file?year=2020&format=csv')).text();
  const total = await totalOf(page.request, '/activities?year=2020');
  expect(csv.trim().split('\r\n')).toHaveLength(total + 1);
});

test('a deputy takes the year to a calendar', async ({ page }) => {
  await signIn(page, 'deputy');
  await page.goto('/me/activities');
  await expectNoSidewaysScroll(page);
  const answer = await page.request.get('/me/activities/calendar');
  expect(answer.headers()['content-type']).toContain('text/calendar');
  const text = await answer.text();
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toContain('TZID=Asia/Shanghai:20201028T093000');
  expect(text.match(/BEGIN:VEVENT/g)?.length).toBe(new Set(text.match(/UID:activity-[^\r]+/g)).size);
});
