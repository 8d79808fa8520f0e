/** The little of the tar format (POSIX ustar) that a backup needs: plain files with short ASCII names. */
export const BLOCK_BYTES = 512;

/** Two blocks of zeros end an archive. */
export const END_BYTES = 2 * BLOCK_BYTES;

const NAME = { at: 0, bytes: 100 };
const SIZE = { at: 124, bytes: 12 };
const CHECKSUM = { at: 148, bytes: 8 };
const TYPE_AT = 156;
const MAGIC_AT = 257;
const MAGIC = 'ustar\x0000';
const PLAIN_FILE = '0';

/** @returns how many zeros fill the last block of a content */
export const paddingAfter = (bytes: number): number => (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

/** The sum of the header's bytes, its own field read as spaces. */
function checksumOf(header: Buffer): number {
  let sum = 0;
  header.forEach((byte, at) => (sum += at >= CHECKSUM.at && at < CHECKSUM.at + CHECKSUM.bytes ? 0x20 : byte));
  return sum;
}

/** @returns the block before a content of `bytes` bytes; readable by its owner alone when unpacked */
export function tarHeader(name: string, bytes: number): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  header.write(name, NAME.at, NAME.bytes, 'latin1');
  header.write('0000600\x000000000\x000000000\x00', 100, 'latin1');
  header.write(`${octal(bytes, 11)}\x00${octal(0, 11)}\x00`, SIZE.at, 'latin1');
  header.write(PLAIN_FILE, TYPE_AT, 'latin1');
  header.write(MAGIC, MAGIC_AT, 'latin1');
  header.write(`${octal(checksumOf(header), 6)}\x00 `, CHECKSUM.at, 'latin1');
  return header;
}

/** @returns the name and size that a header states, or nothing when the block is no header of ours */
export function readTarHeader(header: Buffer): { name: string; bytes: number } | undefined {
  const name = header.toString('latin1', NAME.at, header.indexOf(0));
  const bytes = Number.parseInt(header.toString('latin1', SIZE.at, SIZE.at + 11), 8);
  if (!Number.isSafeInteger(bytes) || bytes < 0) return undefined;
  return tarHeader(name, bytes).equals(header) ? { name, bytes } : undefined;
}
