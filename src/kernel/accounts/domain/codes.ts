/** Thirty-two signs without I, L, O and U, so that nobody reads one for another on paper (Crockford's base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
export const CODE_BYTES = 10;
const CODE_LENGTH = 16;

/** Ten random bytes (80 bits) as sixteen signs in groups of four: `7QK2-…`. */
export function codeFrom(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = bits.match(/.{5}/g)?.map((five) => SIGNS[Number.parseInt(five, 2)] ?? '') ?? [];
  return signs.join('').replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
}

/** What somebody has typed off a paper, as the code that it stands for. Undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const signs = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const isCode = signs.length === CODE_LENGTH && [...signs].every((sign) => SIGNS.includes(sign));
  return isCode ? signs.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-') : undefined;
}
