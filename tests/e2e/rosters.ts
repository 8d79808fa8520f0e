import { read, utils } from '@e965/xlsx';
import { type APIRequestContext, expect } from '@playwright/test';

export const TOWN = '石桥镇';
export const YEAR = '2020';

/** A roster as the office exports it: its headings and rows. */
export async function exportedRoster(request: APIRequestContext): Promise<string[][]> {
  const form = await (await request.get('/office/export')).text();
  const town = new RegExp(`<option value="(\\d{12})"[^>]*>${TOWN}`).exec(form)?.[1] ?? '';
  const answer = await request.get('/office/export/file', {
    params: { kind: 'roster', year: YEAR, town, format: 'csv' },
  });
  expect(answer.status()).toBe(200);
  expect(answer.headers()['cache-control']).toBe('no-store');
  expect(decodeURIComponent(answer.headers()['content-disposition'] ?? '')).toContain(`${TOWN}${YEAR}年代表名册.csv`);
  const book = read(await answer.body(), { raw: true });
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, {
    header: 1,
    raw: false,
    defval: '',
  });
}

function csvOf(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'));
}

/** The rows with another value in a cell, which is named by its row and its heading. */
export function changed(
  rows: readonly string[][],
  at: readonly [row: number, heading: string],
  value: string,
): string[][] {
  const column = rows[0]?.indexOf(at[1]) ?? -1;
  expect(column, at[1]).toBeGreaterThanOrEqual(0);
  return rows.map((row, index) => (index === at[0] ? row.with(column, value) : row));
}

/** A file as a field takes it. */
export function csvFile(name: string, rows: readonly string[][]) {
  return { name, mimeType: 'text/csv', buffer: csvOf(rows) };
}
