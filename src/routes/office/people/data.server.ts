import type { PersonalData } from '#modules/deputies/index.server.ts';
import { writeWorkbook } from '#platform/workbook/write.ts';
import { download } from '../download.server.ts';

type Value = string | number | boolean | null;

/** A person's data as a file that they can take along. */
export async function dataFile(data: PersonalData, format: 'json' | 'xlsx'): Promise<Response> {
  const name = `${data.name}-${data.madeAt.slice(0, 10)}.${format}`;
  if (format === 'json') return download(new TextEncoder().encode(JSON.stringify(data, null, 2)), name);
  const sheets = Object.entries(data.tables).map(([table, rows]) => {
    const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cells = rows.map((row: Readonly<Record<string, Value>>) => headings.map((heading) => row[heading] ?? null));
    return { name: table, headings: headings.length === 0 ? ['–'] : headings, rows: cells };
  });
  return download(await writeWorkbook(sheets), name);
}
