import { read, utils } from '@e965/xlsx';
import { type APIRequestContext, expect } from '@playwright/test';

export const TOWN = '石桥镇';
export const YEAR = '2020';

/** A town's roster as the office exports it: its headings and rows. */
export async function exportedRoster(request: APIRequestContext, ofTown = TOWN): Promise<string[][]> {
  const form = await (await request.get('/office/export')).text();
  const town = new RegExp(`<option value="(\\d{12})"[^>]*>${ofTown}`).exec(form)?.[1] ?? '';
  const answer = await request.get('/office/export/file', {
    params: { kind: 'roster', year: YEAR, town, format: 'csv' },
  });
  expect(answer.status()).toBe(200);
  expect(answer.headers()['cache-control']).toBe('no-store');
  expect(decodeURIComponent(answer.headers()['content-disposition'] ?? '')).toContain(`${ofTown}${YEAR}年代表名册.csv`);
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

/** The rows with one more, of which some cells are filled in, by their headings. */
export function extended(rows: readonly string[][], cells: Readonly<Record<string, string>>): string[][] {
  const headings = rows[0] ?? [];
  for (const heading of Object.keys(cells)) expect(headings).toContain(heading);
  return [...rows, headings.map((heading) => cells[heading] ?? '')];
}

/** A file as a field takes it. */
export function csvFile(name: string, rows: readonly string[][]) {
  return { name, mimeType: 'text/csv', buffer: csvOf(rows) };
}
