import { expect, test } from '@playwright/test';
import { signIn } from './support.ts';

test('a deputy reads the report of the year, adds own words, and takes it away as PDF and Word', async ({ page }) => {
  await signIn(page, 'deputy');
  await page.goto('/me/duty-report?year=2019');
  await expect(page.getByText(/^公示承诺 \d+ 条，报告完成 \d+ 条，经他人核实完成 \d+ 条。$/)).toBeVisible();
  const words = `一年来，我走访了全村。${Date.now()}`;
  await page.getByLabel('本人陈述').fill(words);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('status')).toContainText('已保存');
  await page.goto('/me/duty-report?year=2019');
  await expect(page.locator('p.words')).toHaveText(words);
  for (const [name, type, begins] of [
    ['下载 PDF', 'application/pdf', '%PDF'],
    ['下载 Word', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'PK'],
  ] as const) {
    const href = await page.getByRole('link', { name }).getAttribute('href');
    const answer = await page.request.get(href ?? '');
    expect(answer.headers()['content-type']).toBe(type);
    expect((await answer.body()).subarray(0, begins.length).toString('latin1')).toBe(begins);
  }
});

test('the office records an appraisal, and is told when the counts cannot be', async ({ page }) => {
  await signIn(page, 'district');
  await page.goto('/office/people?level=county');
  await page.locator('tbody th a').last().click();
  await page.getByRole('link', { name: '述职报告' }).click();
  await page.locator('main summary').first().click();
  const form = page.locator('form[action="?/appraisal"]').first();
  await form.getByLabel('地点').fill('街道会议室');
  const counts = { 应到人数: '60', 实到人数: '50', 基本满意: '8', 不满意: '1', 弃权: '1' };
  for (const [label, count] of Object.entries(counts)) await form.getByLabel(label, { exact: true }).fill(count);
  await form.getByLabel('满意', { exact: true }).fill('55');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('alert')).toContainText('四项票数合计 65 张，多于实到 50 人');
  await form.getByLabel('满意', { exact: true }).fill('40');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('status')).toContainText('已保存');
  await expect(page.locator('dl')).toContainText('83.3%');
});

test('a nomination is published for objections, and nobody is recognised before they can be made', async ({ page }) => {
  await signIn(page, 'district');
  await page.goto('/office/people?level=county&page=2');
  await page.locator('tbody th a').nth(3).click();
  await page.getByRole('link', { name: '述职报告' }).click();
  await page
    .getByRole('link', { name: /提名为典型/ })
    .first()
    .click();
  const title = `修好村里的路 ${Date.now()}`;
  await page.getByLabel('领域').selectOption({ label: '改善人居环境' });
  await page.getByLabel('事迹标题').fill(title);
  await page.getByLabel('主要事迹（公开）').fill('承诺修好的三段村道全部完工，由住户确认。');
  for (const box of await page.locator('input[name="criterion"]').all()) await box.check();
  await page.locator('input[name="commitment"]').first().check();
  await page.getByRole('button', { name: '保存提名' }).click();
  await page.getByRole('button', { name: '开始公示' }).click();
  await expect(page.getByRole('status')).toContainText('已保存');
  await page.getByRole('button', { name: '确定为先进典型' }).click();
  await expect(page.getByRole('alert')).toContainText('期满后才能确定');
  await page.getByText('登记异议').first().click();
  await page.getByLabel('提出人及联系方式（不公开）').fill('王某');
  await page.getByLabel('异议内容').fill('第三段是镇里修的。');
  await page.getByRole('button', { name: '登记异议' }).click();
  await expect(page.getByText('第三段是镇里修的。')).toBeVisible();

  await page.goto('/role-models');
  await page.getByRole('link', { name: new RegExp(title) }).click();
  await expect(page.getByText('收到异议 1 条，已答复 0 条。')).toBeVisible();
  await expect(page.locator('main')).not.toContainText(/王某|第三段/);
});

test('the yearly report of any day is there as Word, PDF and Excel, and a day ahead is refused beside the field', async ({
  page,
}) => {
  await signIn(page, 'district');
  await page.goto('/office/reports?day=2019-06-30');
  await expect(page.locator('tbody tr')).toHaveCount(3);
  for (const name of ['下载 Word（docx）', '下载 PDF', '下载 Excel（xlsx）']) {
    const href = await page.getByRole('link', { name }).getAttribute('href');
    const answer = await page.request.get(href ?? '');
    expect(answer.status()).toBe(200);
    expect(decodeURIComponent(answer.headers()['content-disposition'] ?? '')).toContain('2019年人大代表履职年度报告');
  }
  await page.goto('/office/reports?day=2999-01-01');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('截至日期')).toHaveValue('2999-01-01');
});
