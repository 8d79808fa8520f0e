const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Characters that `encodeURIComponent` leaves, and that RFC 5987 does not allow in an extended value. */
const LEFT = /['()*]/g;

function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    LEFT,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A file to be kept by whoever asked for it, and by nobody on the way. Its name may be Chinese. */
export function download(bytes: Uint8Array, name: string): Response {
  const extension = /\.(\w+)$/.exec(name)?.[1] ?? '';
  return new Response(new Blob([new Uint8Array(bytes)]), {
    headers: {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'content-disposition': `attachment; filename="download.${extension}"; filename*=UTF-8''${encoded(name)}`,
      'cache-control': 'no-store',
    },
  });
}
