import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

interface Icon {
  readonly src: string;
  readonly type: string;
  readonly sizes: string;
  readonly purpose?: string;
}

interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly short_name: string;
  readonly lang: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly icons: readonly Icon[];
  readonly shortcuts: readonly { readonly name: string; readonly url: string }[];
}

const STATIC = join(import.meta.dirname, '../../static');
const manifest = JSON.parse(readFileSync(join(STATIC, 'manifest.webmanifest'), 'utf8')) as Manifest;

describe('the web manifest', () => {
  test('says all that a phone needs to put the deputy’s page on its screen', () => {
    expect(manifest).toMatchObject({ id: '/me', start_url: '/me', display: 'standalone', lang: 'zh-CN' });
    expect([manifest.name.length > 0, manifest.short_name.length > 0 && manifest.short_name.length <= 12]).toEqual([
      true,
      true,
    ]);
    for (const url of [manifest.start_url, ...manifest.shortcuts.map((one) => one.url)]) {
      expect(url.startsWith(manifest.scope)).toBe(true);
    }
  });

  test.for(manifest.icons.map((icon) => [icon.src, icon] as const))(
    'has %s, of the kind and size that it says',
    async ([src, { type, sizes }]) => {
      const { format, width, height } = await sharp(readFileSync(join(STATIC, src))).metadata();
      expect(`image/${format}`.replace('svg', 'svg+xml')).toBe(type);
      if (sizes === 'any') expect(type).toBe('image/svg+xml');
      else expect(`${width}x${height}`).toBe(sizes);
    },
  );

  test('has the sizes that browsers ask for, one of them to be cut to any shape', () => {
    const plain = manifest.icons.filter(({ purpose }) => purpose === undefined).map(({ sizes }) => sizes);
    expect(plain).toEqual(expect.arrayContaining(['192x192', '512x512']));
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  });
});
