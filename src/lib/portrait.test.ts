import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { portraitParts } from './portrait.ts';

const SPRITES = ['PortraitSprite', 'PortraitWardrobe']
  .map((name) => readFileSync(new URL(`./ui/${name}.svelte`, import.meta.url), 'utf8'))
  .join('');

it('draws the same portrait of the same seed, from parts that there are', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom('林书远', '周巧云', '陈', '欧阳春燕'), (seed, name) => {
      const parts = portraitParts(seed, name);
      expect(portraitParts(seed, name)).toEqual(parts);
      const { ground, back, coat, face, hair, features, glasses } = parts;
      for (const part of [ground, back, coat, face, hair, features, glasses]) {
        if (part !== null) expect(SPRITES).toContain(`<symbol id="${part}"`);
      }
    }),
  );
});

it('varies', () => {
  const drawn = Array.from({ length: 200 }, (_, index) => JSON.stringify(portraitParts(`person-${index}`, '林书远')));
  expect(new Set(drawn).size).toBeGreaterThan(150);
});
