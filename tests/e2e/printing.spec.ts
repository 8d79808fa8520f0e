import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { inkOf, qrOn, renderPdf } from '../support/pdf.ts';
import { signIn } from './support.ts';

const QINGXI = '500199103000';

test('the office sees how many of each, who is left out and why, and prints what is chosen', async ({ page }) => {
  await signIn(page, 'shiqiao');
  await page.goto('/office/print?kind=notice');
  await expect(page.locator('[data-kind=notice]')).toHaveText(/^可印 [1-9]\d*，未列入 \d+$/);
  await expect(page.locator('img[alt^=二维码]')).toBeVisible();
  await page.locator('input[name=membershipId]').first().check();
  const name = await page.locator('tbody th a').first().innerText();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '只印选中的（PDF）' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/承诺公示单 2020-\d\d-\d\d\.pdf$/);
  const [sheet] = await renderPdf(await readFile(await file.path()));
  if (sheet === undefined) throw new Error('no sheet');
  expect(sheet.text.replaceAll(/\s/g, '')).toContain(name);
  expect(inkOf(sheet).share).toBeGreaterThan(0.02);
  // The code opens the deputy's page.
  await page.goto(new URL(qrOn(sheet) ?? '').pathname);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
});

test('a consent that was taken back waits to be printed anew, with the field that differs', async ({ page }) => {
  await signIn(page, 'district');
  await page.goto(`/office/reprint?town=${QINGXI}`);
  await expect(page.getByRole('row', { name: /撤回同意/ }).first()).toContainText('不符的内容：');
});

test('a clerk prints the wall of the own station', async ({ page }) => {
  await signIn(page, 'clerk');
  await page.goto('/office/print?kind=wall');
  await expect(page.getByRole('button', { name: '全部印制（PDF）' })).toBeVisible();
  await expect(page.getByText('您可以查看，由镇街或区里印制。')).toHaveCount(0);
});

test('readers look, and have nothing to print with', async ({ page }) => {
  await signIn(page, 'auditor');
  await page.goto('/office/print?kind=wall');
  await expect(page.getByText('您可以查看，由镇街或区里印制。')).toBeVisible();
  await expect(page.getByRole('button', { name: '全部印制（PDF）' })).toHaveCount(0);
});
