/** Characters that `encodeURIComponent` leaves, and that RFC 5987 does not allow in an extended value. */
const LEFT = /['()*]/g;

/** The header that names a file (RFC 6266); its name may be Chinese. */
export function dispositionOf(kind: 'inline' | 'attachment', name: string): string {
  const extension = /\.(\w+)$/.exec(name)?.[1] ?? '';
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    LEFT,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="download.${extension}"; filename*=UTF-8''${encoded}`;
}
