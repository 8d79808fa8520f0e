import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, signIn } from './support.ts';

const PASSWORD = 'harbour lights at dawn';

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('an administrator invites, and the invited opens an account, signs in, and is asked for a second factor', async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await signIn(page, 'admin');
    await expect(page).toHaveURL(/\/office\/accounts$/);
    await page.getByRole('link', { name: '邀请', exact: true }).click();
    await page.getByLabel('姓名').fill('试用者');
    await page.getByLabel('角色', { exact: true }).selectOption('town-officer');
    await page.getByLabel('区域').selectOption({ label: '观澜镇' });
    await page.getByRole('button', { name: '生成邀请码' }).click();
    const code = (await page.locator('article code').textContent()) ?? '';
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
    await expect(page.getByText(`/invitation?code=${code}`)).toBeVisible();
    const malformed = await page.request.get('/office/accounts?q=%00', { headers: { accept: 'text/html' } });
    expect(malformed.status()).toBe(400);
    await page.goto('/office/accounts');
    await page.getByRole('button', { name: '退出登录' }).click();

    await page.goto('/invitation');
    await page.getByLabel('邀请码').fill(code.toLowerCase().replaceAll('-', ' '));
    await page.getByRole('button', { name: '继续' }).click();
    await expect(page).toHaveURL(/\/invitation$/);
    const userName = `t${randomUUID().slice(0, 8)}`;
    await page.getByLabel('用户名').fill(userName);
    await page.getByLabel('新密码').fill('1234567890');
    await page.getByRole('button', { name: '建立账号' }).click();
    await expect(page.getByRole('alert')).toContainText('密码');
    await expect(page.getByLabel('用户名')).toHaveValue(userName);
    await page.getByLabel('新密码').fill(PASSWORD);
    await page.getByRole('button', { name: '建立账号' }).click();
    await expect(page.getByRole('status')).toContainText('账号已建立');

    await page.getByLabel('手机号或用户名').fill(userName);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page).toHaveURL(/\/account\/second-factor\?to=/);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '生成二维码' }).click();
    await expect(page.getByRole('img', { name: '第二验证的二维码' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.getByLabel('验证码').fill('000000');
    await page.getByRole('button', { name: '启用' }).click();
    await expect(page.getByRole('alert')).toContainText('验证码不对');
    await page.goto('/office/import');
    await expect(page).toHaveURL(/\/account\/second-factor/);

    const again = await page.request.get(`/invitation?code=${code}`, { headers: { accept: 'text/html' } });
    expect(await again.text()).toContain('无效、已经用过或已经过期');
  });
});

test('each role opens its own pages and no others', async ({ browser }) => {
  test.setTimeout(120_000);
  const pages = {
    '/office/import': ['district', 'shiqiao'],
    '/office/accounts': ['district', 'shiqiao', 'admin', 'security', 'auditor'],
    '/office/accounts/invite': ['district', 'admin'],
    '/office/accounts/security': ['security', 'auditor'],
  } as const;
  for (const userName of ['district', 'shiqiao', 'clerk', 'deputy', 'admin', 'security', 'auditor'] as const) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, userName);
    for (const [path, users] of Object.entries<readonly string[]>(pages)) {
      const answer = await page.request.get(path, { headers: { accept: 'text/html' } });
      expect([userName, path, answer.status()]).toEqual([userName, path, users.includes(userName) ? 200 : 403]);
      expect(answer.headers()['cache-control']).toBe('no-store');
    }
    await context.close();
  }
});

test('nobody comes in without signing in, and comes back to where they wanted to go', async ({ page, request }) => {
  for (const path of ['/office', '/office/import', '/office/export/file?kind=roster&year=2020', '/account']) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect([path, answer.status()]).toEqual([path, 303]);
    expect(answer.headers()['location']).toBe(`/sign-in?to=${encodeURIComponent(path).replaceAll('%20', '+')}`);
  }
  await page.goto('/office/export');
  await page.locator('form:has(input[value="shiqiao"]) button').click();
  await expect(page).toHaveURL(/\/office\/export$/);
  for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(new URL(page.url()).pathname).toBe('/office');
  }
});

test('a form from another site is refused, and public pages know nothing of a session', async ({ page }) => {
  await signIn(page, 'deputy');
  for (const origin of ['https://evil.example', 'null']) {
    const headers = { origin, accept: 'text/html' };
    const posted = await page.request.post('/sign-in/out', { headers, form: {}, maxRedirects: 0 });
    expect(posted.status()).toBe(403);
  }
  const answer = await page.request.get('/account');
  expect(await answer.text()).toContain('登录中的设备');
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name.endsWith('session_token'));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  const wall = await page.request.get('/wall');
  expect(wall.headers()['set-cookie']).toBeUndefined();
  expect(wall.headers()['cache-control']).not.toBe('no-store');
});

test('a wrong password and a wrong name are answered alike', async ({ page }) => {
  const answers: (string | null)[] = [];
  for (const identifier of ['leader', 'nobody-of-that-name']) {
    await page.goto('/sign-in');
    await page.getByLabel('手机号或用户名').fill(identifier);
    await page.getByLabel('密码', { exact: true }).fill('a wrong one');
    await page.getByRole('button', { name: '显示密码' }).click();
    await expect(page.getByLabel('密码', { exact: true })).toHaveAttribute('type', 'text');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    answers.push(await page.getByRole('alert').textContent());
  }
  expect(answers[0]).toBe(answers[1]);
});
