import { randomUUID } from 'node:crypto';
import { read, utils } from '@e965/xlsx';
import { expect, test } from '@playwright/test';
import { TOWN, YEAR, changed, csvFile, exportedRoster } from './rosters.ts';
import { signIn } from './support.ts';

const WRONG_LEVEL = '省界';

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('an officer imports, sees faults, fixes them, imports, and the wall changes', async ({ page }) => {
    test.setTimeout(180_000);
    await signIn(page, 'shiqiao');
    const { request } = page;
    const rows = await exportedRoster(request);
    const mark = `试用${randomUUID().slice(0, 8)}`;
    const good = changed(rows, [1, '职务'], mark);
    const faulty = changed(good, [2, '代表层级'], WRONG_LEVEL);
    const name = `${TOWN}${YEAR}年代表名册${mark}.csv`;

    await page.goto('/office');
    await page.getByRole('link', { name: '导入', exact: true }).click();
    await page.getByLabel('表格文件').setInputFiles(csvFile(name, faulty));
    await page.getByRole('button', { name: '读取并预览' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '预览' })).toBeVisible({ timeout: 30_000 });
    const fault = page.getByRole('table', { name: '问题' }).getByRole('row').nth(1);
    const letter = utils.encode_col(rows[0]?.indexOf('代表层级') ?? -1);
    for (const cell of ['3', letter, '代表层级', WRONG_LEVEL]) {
      await expect(fault.getByRole('cell', { name: cell, exact: true })).toBeVisible();
    }
    await expect(page.getByRole('button', { name: '全部写入' })).toHaveCount(0);
    expect(await (await request.get(`/wall?q=${encodeURIComponent(mark)}`)).text()).not.toContain('data-total="1"');

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载标注了问题的表格' }).click();
    const marked = await download;
    expect(marked.suggestedFilename()).toBe(`${name.replace('.csv', '')}-已标注.xlsx`);
    const book = read(await (await marked.createReadStream()).toArray().then((chunks) => Buffer.concat(chunks)));
    expect(JSON.stringify(book.Sheets)).toContain('无法识别');

    await page.getByLabel('改正好的文件').setInputFiles(csvFile(name.replace('.csv', '-已标注.csv'), good));
    await page.getByRole('button', { name: '重新预览' }).click();
    await expect(page.getByText('全部可以写入：新增 0 行，更改 1 行')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: '全部写入' }).click();
    await expect(page.getByText('已写入：新增 0 行，更改 1 行')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('link', { name: '看公示墙' }).click();
    await page.goto(`/wall?q=${encodeURIComponent(mark)}`);
    await expect(page.getByRole('main')).toContainText(mark);
  });

  test('what cannot be taken is told in a sentence', async ({ page, baseURL }) => {
    await signIn(page, 'shiqiao');
    const { request } = page;
    await page.goto('/en/office/import');
    await page.getByLabel('Spreadsheets').setInputFiles(
      csvFile('notes.csv', [
        ['a', 'b'],
        ['1', '2'],
      ]),
    );
    await page.getByRole('button', { name: 'Read and preview' }).click();
    await expect(page.getByText('There is no roster and no ledger in it')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: /Write/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Give up this import' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Given up' })).toBeVisible();

    const headers = { origin: baseURL ?? '', accept: 'text/html' };
    const empty = await request.post('/office/import', { headers, multipart: { token: 'a' } });
    expect([empty.status(), await empty.text()]).toEqual([400, expect.stringContaining('还没有选择文件')]);
    const large = { name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.alloc(31 * 1024 * 1024) };
    const tooLarge = await request.post('/office/import', { headers, multipart: { token: 'a', files: large } });
    expect([tooLarge.status(), await tooLarge.text()]).toEqual([400, expect.stringContaining('超过 30 MB')]);
    const huge = { ...large, buffer: Buffer.alloc(70 * 1024 * 1024) };
    const tooHuge = await request.post('/office/import', { headers, multipart: { token: 'a', files: huge } });
    expect([tooHuge.status(), await tooHuge.text()]).toEqual([400, expect.stringContaining('合计超过 60 MB')]);
    for (const path of ['/office/import/none', `/office/import/${randomUUID()}`]) {
      expect((await request.get(path)).status(), path).toBe(404);
    }
  });
});

test('with script the progress moves by itself, and the preview follows', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, 'shiqiao');
  const { request } = page;
  const rows = await exportedRoster(request);
  await page.goto('/office/import');
  await page
    .getByLabel('表格文件')
    .setInputFiles(csvFile(`${TOWN}${YEAR}年代表名册.csv`, changed(rows, [2, '代表层级'], WRONG_LEVEL)));
  await page.getByRole('button', { name: '读取并预览' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '预览' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '放弃这一批' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '已放弃' })).toBeVisible();
});

test('an officer is refused another town', async ({ page }) => {
  await signIn(page, 'guanlan');
  const answer = await page.request.get('/office/export/file', {
    params: { kind: 'roster', year: YEAR, town: '500199101000', format: 'csv' },
    headers: { accept: 'text/html' },
  });
  expect(answer.status()).toBe(403);
  await page.goto('/office/export');
  await expect(page.getByLabel('镇街').getByRole('option', { name: TOWN })).toHaveCount(0);
});
