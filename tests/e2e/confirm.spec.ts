import { execFileSync } from 'node:child_process';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { inEnglish, signIn } from './support.ts';
import { expectAccessible } from './two-engines.ts';

const DISTRICT = '500199000000';
const data = process.env['JIANNUO_E2E_DATA'];

test.skip(data === undefined, 'the round is opened in the store of the server that the tests start');

/** A verified commitment that residents are asked about, one for each test, and the code on the wall. */
async function aRound(request: APIRequestContext, at: number) {
  const html = await (await request.get('/commitments?counted=verified&level=county')).text();
  const id = [...html.matchAll(/href="\/commitments\/([0-9a-f-]{36})/g)][at]?.[1] ?? '';
  const env = { ...process.env, JIANNUO_DATA: data };
  const code = execFileSync('node', ['tests/support/open-round.ts', DISTRICT, id], { env, encoding: 'utf8' }).slice(
    -10,
  );
  return { id, code };
}

test.describe('a resident with a small phone and without script', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('says no and why; the office hears it, the public only the count', async ({ page, browser, request }) => {
    const { id, code } = await aRound(request, 5);
    const why = `第 ${Date.now().toString(36)} 号灯不亮`;
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    const phone = await context.newPage();
    await phone.goto(`/confirm/${code}`);
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText('请您评议');
    await phone.getByLabel('没有做到', { exact: true }).check();
    await phone.getByLabel(/请说明哪里没有做到/).fill(why);
    await phone.getByRole('button', { name: '提交评议' }).click();
    await expect(phone.getByText('谢谢您的评议')).toBeVisible();
    await phone.goto(`/confirm/${code}`);
    await phone.getByLabel('已做到', { exact: true }).check();
    await phone.getByRole('button', { name: '提交评议' }).click();
    await expect(phone.getByText('您已经评议过这项承诺，谢谢。')).toBeVisible();

    await phone.goto(`/commitments/${id}`);
    const residents = phone.locator('[data-residents]');
    await expect(residents).toContainText('1 人表示没有做到');
    await expect(residents).toContainText('评议码');
    await expect(residents).toContainText('还有 1 条异议在核查');
    expect(await phone.content()).not.toContain(why);
    await context.close();

    await signIn(page, 'district');
    await page.goto(`/office/commitments/${id}`);
    await expect(page.getByText(why)).toBeVisible();
    await page.getByLabel('答复（公开）').fill(`到现场看过：${code}`);
    await page.getByRole('button', { name: '异议不成立' }).click();
    await page.goto(`/commitments/${id}`);
    await expect(page.locator('[data-residents]')).toContainText(`到现场看过：${code}`);
    await expectAccessible(page);
  });

  test('finds the page readable for everybody, in both languages', async ({ page, request }) => {
    const { code } = await aRound(request, 6);
    for (const path of [`/confirm/${code}`, inEnglish(`/confirm/${code}`)]) {
      await page.goto(path);
      await expectAccessible(page);
    }
  });
});
