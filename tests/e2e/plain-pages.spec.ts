import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { findExamples, inEnglish, publicPaths } from './support.ts';

const MOST_BYTES = 60 * 1024;

test('public pages carry no script and weigh little', async ({ page, request }) => {
  test.slow();
  for (const path of publicPaths(await findExamples(request)).flatMap((each) => [each, inEnglish(each)])) {
    let bytes = 0;
    const sizes: Promise<void>[] = [];
    page.removeAllListeners('response');
    page.on('response', (response) => {
      sizes.push(
        response.body().then((body) => {
          bytes += brotliCompressSync(body).length;
        }),
      );
    });
    await page.goto(path);
    await Promise.all(sizes);
    expect(await page.locator('script').count(), `${path} has a script`).toBe(0);
    expect(bytes, `${path} weighs ${bytes} bytes`).toBeLessThanOrEqual(MOST_BYTES);
  }
});

for (const [path, status, text] of [
  ['/nowhere', 404, '没有这一页'],
  ['/en/nowhere', 404, 'There is no such page'],
  ['/wall?colour=red', 400, 'colour'],
  ['/wall?year=soon', 400, 'year'],
  ['/wall?page=0', 400, 'page'],
  ['/wall?level=county&level=township', 400, 'level'],
  ['/wall?asOf=2020-02-30', 400, 'asOf'],
  ['/figures?by=colour', 400, 'by'],
  ['/figures?asOf=yesterday', 400, 'asOf'],
  ['/commitments?town=12', 400, 'town'],
  ['/about?x=1', 400, 'x'],
  ['/deputies/not-an-id', 404, '没有'],
  ['/commitments/00000000-0000-7000-8000-000000000000', 404, '没有'],
] as const) {
  test(`${path} is answered by ${status}`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(status);
    await expect(page.getByRole('main')).toContainText(text);
    await expect(page.getByRole('navigation').first()).toBeVisible();
  });
}

test('what WeChat adds to a shared address does no harm', async ({ page }) => {
  const response = await page.goto('/wall?from=singlemessage&isappinstalled=0&scene=1&nsukey=x&utm_source=y');
  expect(response?.status()).toBe(200);
});

test('a preference sends nobody elsewhere', async ({ request, baseURL }) => {
  for (const back of ['https://example.org/', '//example.org', '/\\example.org']) {
    const response = await request.post('/preferences?type=large', {
      form: { back },
      headers: { origin: baseURL ?? '' },
      maxRedirects: 0,
    });
    expect(response.status()).toBe(303);
    expect(response.headers()['location']).toBe('/');
  }
});
