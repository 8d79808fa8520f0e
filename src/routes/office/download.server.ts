import { dispositionOf } from '#lib/disposition.ts';

const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
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
