import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, inEnglish, signIn } from './support.ts';
import { expectAccessible } from './two-engines.ts';

const SHIQIAO = '500199101000';
const data = process.env['JIANNUO_E2E_DATA'];
let seed = Date.now() % 1_000_000;

/** A photo that has come in with a report and waits. @returns its id */
function sendPhoto(): string {
  const env = { ...process.env, JIANNUO_DATA: data };
  seed += 1;
  return execFileSync('node', ['tests/support/send-photo.ts', SHIQIAO, String(seed)], { env, encoding: 'utf8' }).slice(
    -36,
  );
}

test.skip(data === undefined, 'photos are put into the store of the server that the tests start');

test('an officer blurs a photo with the mouse, and only then it is public', async ({ page, request }) => {
  const id = sendPhoto();
  const path = `/office/screening/${id}`;
  expect((await request.get(`/attachments/${id}/large`)).status()).toBe(404);
  await signIn(page, 'shiqiao');
  const unscreened = await page.request.get(`${path}/large?v=1`);
  expect(unscreened.headers()).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'image/jpeg',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });

  await page.goto('/office/screening');
  await expectAccessible(page);
  await page.locator(`a[href="${path}"]`).click();
  await expectAccessible(page);
  const picture = page.locator('[data-picture]');
  const box = await picture.boundingBox();
  if (box === null) throw new Error('there is no picture');
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.8, { steps: 4 });
  await page.mouse.up();
  await expect(picture.locator('.area')).toHaveCount(1);
  await expect(page.locator('[name=x]').first()).toHaveValue(/^(19|20)\.\d$/);
  await page.getByLabel('能，已在图上标出要遮盖的地方').check();
  await page.getByRole('button', { name: '公开', exact: true }).click();
  await expect(page.getByText('已公开。')).toBeVisible();

  const shown = await request.get(`/attachments/${id}/small?v=2`);
  expect(shown.status()).toBe(200);
  expect(shown.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(shown.headers()['content-disposition']).toMatch(/^inline; filename="download.jpg"/);
  expect((await request.get(`/attachments/${id}/small?v=1`)).headers()['cache-control']).toBe('no-cache');
  expect((await request.get(`/attachments/${id}/huge`)).status()).toBe(404);
  expect((await request.get('/attachments/..%2f..%2fetc%2fpasswd/large')).status()).toBe(404);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

  test('an officer marks an area by numbers, is told what is wrong, and refuses another', async ({ page, request }) => {
    const id = sendPhoto();
    await signIn(page, 'shiqiao');
    await page.goto(inEnglish(`/office/screening/${id}`));
    await expectNoSidewaysScroll(page);
    await page.getByLabel('Yes, and I have marked what to blur').check();
    await page.getByRole('button', { name: 'Show it to everybody' }).click();
    await expect(page.getByRole('alert')).toContainText('mark what to blur, or refuse it');
    const row = page.getByRole('group', { name: 'Area 1', exact: true });
    for (const [label, value] of [
      ['From left %', '10'],
      ['From top %', '10'],
      ['Width %', '30'],
      ['Height %', '30'],
    ] as const) {
      await row.getByLabel(label).fill(value);
    }
    await page.getByLabel('Yes, and I have marked what to blur').check();
    await page.getByRole('button', { name: 'Show it to everybody' }).click();
    await expect(page.getByText('It is public now.')).toBeVisible();
    expect((await request.get(`/attachments/${id}/tiny?v=2`)).status()).toBe(200);

    // Taken down again, by whoever finds that it should not have been shown.
    await page.goto(inEnglish(`/office/screening/${id}`));
    await page.getByLabel('Reason').fill('A resident asked for it');
    await page.getByRole('button', { name: 'Refuse and delete the file' }).click();
    await expect(page.getByText('It was refused')).toBeVisible();
    expect((await request.get(`/attachments/${id}/tiny?v=2`)).status()).toBe(404);
  });
});
