import { type Page, expect } from '@playwright/test';
import type { csvFile } from './rosters.ts';

/** Deputies whom a test makes for itself, so that it disturbs nobody else's. */
export interface NewDeputy {
  readonly name: string;
  readonly town: string;
  readonly level: 'county' | 'prefectural';
  readonly day: string;
  readonly congress?: string;
}

/** Elects somebody by the form. @returns the address of the person in the office */
export async function elected(page: Page, { name, town, level, day, congress = '' }: NewDeputy): Promise<string> {
  await page.goto('/office/people/begin');
  await page.getByLabel('姓名', { exact: true }).fill(name);
  await page.getByLabel('镇街').selectOption({ label: town });
  await page.getByLabel('层级').selectOption(level);
  await page.getByLabel('当选日期').fill(day);
  await page.getByLabel('届次').fill(congress);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  return new URL(page.url()).pathname;
}

/** Enters a commitment on behalf of a deputy, and publishes it. @returns its public address */
export async function published(page: Page, name: string, text: string): Promise<string> {
  await page.goto(`/office/commitments/new?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name: /^为其代录/ }).click();
  await page.getByLabel('承诺内容').fill(text);
  await page.getByLabel('量化目标').fill('路灯2盏');
  await page.getByLabel('完成时限').fill('2020-12-20');
  await page.getByRole('button', { name: '存为草稿' }).click();
  await page.getByRole('button', { name: '提交审核' }).click();
  for (const box of await page.getByRole('radio', { name: '是', exact: true }).all()) await box.check();
  await page.getByRole('button', { name: '通过并公示' }).click();
  await expect(page.locator('.facts')).toContainText('推进中');
  return new URL(page.url()).pathname.replace('/office', '');
}

/** Takes spreadsheets in, of which each row can be written. @returns the address of the import */
export async function imported(page: Page, files: ReturnType<typeof csvFile>[], says: string): Promise<string> {
  await page.goto('/office/import');
  await page.getByLabel('表格文件').setInputFiles(files);
  await page.getByRole('button', { name: '读取并预览' }).click();
  await expect(page.getByText(`全部可以写入：${says}`)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '全部写入' }).click();
  await expect(page.getByText(`已写入：${says}`)).toBeVisible({ timeout: 30_000 });
  return new URL(page.url()).pathname;
}

/** Undoes an import by its button. */
export async function undone(page: Page, batch: string): Promise<void> {
  await page.goto(batch);
  await page.getByRole('link', { name: '撤销这次导入' }).click();
  await expect(page).toHaveURL(new RegExp(`${batch}/undo$`));
  await page.getByRole('button', { name: '确认撤销' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '已撤销' })).toBeVisible();
}
