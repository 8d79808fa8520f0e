import { dispositionOf } from '#lib/disposition.ts';
import { type OutgoingSheet, writeCsv, writeWorkbook } from '#platform/workbook/write.ts';

const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** A file to be kept by whoever asked for it, and by nobody on the way. Its name may be Chinese. */
export function download(bytes: Uint8Array, name: string): Response {
  const extension = /\.(\w+)$/.exec(name)?.[1] ?? '';
  return new Response(new Blob([new Uint8Array(bytes)]), {
    headers: {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'content-disposition': dispositionOf('attachment', name),
      'cache-control': 'no-store',
    },
  });
}

/** A table as a file of either kind, named after what it holds and the day. */
export async function downloadTable(
  table: OutgoingSheet,
  { format, day }: { readonly format: 'xlsx' | 'csv'; readonly day: string },
): Promise<Response> {
  const bytes = format === 'csv' ? writeCsv(table) : await writeWorkbook([table]);
  // Words of letters need a space before the day; Chinese does not.
  const name = /[a-z]$/i.test(table.name) ? `${table.name} ` : table.name;
  return download(bytes, `${name}${day}.${format}`);
}
