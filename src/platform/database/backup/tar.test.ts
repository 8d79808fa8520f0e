import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES, paddingAfter, readTarHeader, tarHeader } from './tar.ts';

const name = fc.stringMatching(/^[a-z0-9./-]{1,90}$/);
const bytes = fc.nat({ max: 2 ** 31 - 1 });

describe('a tar header', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(name, bytes, (name, bytes) => {
        expect(readTarHeader(tarHeader(name, bytes))).toEqual({ name, bytes });
      }),
    );
  });

  it('is not read with any bit changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 * BLOCK_BYTES - 1 }), (bit) => {
        const header = tarHeader('tables/0000/000000.copy.gz', 4711);
        header.writeUInt8(header.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(readTarHeader(header)).toBeUndefined();
      }),
    );
  });

  it('is not read from zeros or from noise', () => {
    expect(readTarHeader(Buffer.alloc(BLOCK_BYTES))).toBeUndefined();
    expect(readTarHeader(Buffer.alloc(BLOCK_BYTES, 0xff))).toBeUndefined();
  });

  it('and its content fill whole blocks', () => {
    expect([0, 1, 511, 512, 513].map(paddingAfter)).toEqual([0, 511, 1, 0, 511]);
  });
});
