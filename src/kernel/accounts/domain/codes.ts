/** Thirty-two signs without I, L, O and U, so that nobody reads one for another on paper (Crockford's base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
export const CODE_BYTES = 10;
const CODE_LENGTH = 16;

/** Ten random bytes (80 bits) as sixteen signs in groups of four: `7QK2-…`. */
export function codeFrom(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = bits.match(/.{5}/g)?.map((five) => SIGNS[Number.parseInt(five, 2)] ?? '') ?? [];
  return inGroups(signs.join(''));
}

/** A typed text as the signs that it stands for, whoever read an O for a 0. */
function signsOf(typed: string): string {
  const plain = typed.normalize('NFKC').toUpperCase();
  return plain
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

function inGroups(signs: string): string {
  return signs.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
}

/** A recovery code as it was printed; it is three groups long. */
export function readRecoveryCode(typed: string): string {
  return inGroups(signsOf(typed));
}

/** What somebody has typed off a paper, as the code that it stands for. Undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const signs = signsOf(typed);
  const isCode = signs.length === CODE_LENGTH && Array.from(signs).every((sign) => SIGNS.includes(sign));
  return isCode ? inGroups(signs) : undefined;
}
