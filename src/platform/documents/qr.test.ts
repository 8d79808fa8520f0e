import jsQR from 'jsqr';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodeQr, qrPicture } from './qr.ts';

describe('a QR code', () => {
  test('has four modules of white around it, and runs that do not touch in their row', () => {
    const { side, runs } = encodeQr('https://example.org/');
    expect(side).toBe(25 + 8);
    for (const { x, y, length } of runs) {
      expect(Math.min(x, y, side - x - length, side - y - 1)).toBeGreaterThanOrEqual(4);
      expect(runs.some((other) => other.y === y && other.x === x + length)).toBe(false);
    }
    expect(runs[0]).toEqual({ x: 4, y: 4, length: 7 });
  });

  test.each(['https://example.org/me?code=4F7K', '云川区观澜镇代表之家', 'a'.repeat(1000)])(
    'as a picture says %s',
    async (text) => {
      const svg = decodeURIComponent(qrPicture(text).slice('data:image/svg+xml,'.length));
      const picture = sharp(Buffer.from(svg), { density: 800 }).resize(900, 900, { kernel: 'nearest' }).ensureAlpha();
      const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
      expect(jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(text);
    },
  );

  test('has a limit', () => {
    expect(() => encodeQr('a'.repeat(3000))).toThrow(/too big/i);
  });
});
