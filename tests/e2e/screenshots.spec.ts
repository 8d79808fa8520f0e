import { expect, test } from '@playwright/test';
import { findExamples } from './support.ts';

/** The pictures of the README, made anew only when asked for. */
test.skip(process.env['JIANNUO_SCREENSHOTS'] !== '1', 'JIANNUO_SCREENSHOTS is not set');

test('pictures for the README', async ({ page, request }) => {
  const { deputy, commitment } = await findExamples(request);
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const [name, path] of [
    ['wall', '/wall'],
    ['wall-en', '/en/wall'],
    ['figures', '/figures'],
    ['figures-en', '/en/figures'],
    ['deputy', deputy],
    ['commitment', commitment],
    ['portal', '/'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.screenshot({ path: `docs/screenshots/${name}.png` });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/wall');
  await page.screenshot({ path: 'docs/screenshots/wall-phone.png' });
});
