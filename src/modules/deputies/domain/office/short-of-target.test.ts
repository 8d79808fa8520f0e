import { expect, test } from 'vitest';
import { type Numbers, isShortOfTarget } from './short-of-target.ts';

const claim: Numbers = { state: 'claimed', quantity: '365', unit: '户', targetQuantity: '400', targetUnit: '户' };

test.each([
  ['below it', {}, true],
  ['as numbers, not as words', { quantity: '90' }, true],
  ['just reached', { quantity: '400' }, false],
  ['a little below', { quantity: '399.999' }, true],
  ['of another unit', { unit: '次' }, false],
  ['without a number', { quantity: null }, false],
  ['without a target', { targetQuantity: null, targetUnit: null }, false],
  ['still in progress', { state: 'published' as const }, false],
  ['verified all the same', { state: 'fulfilled' as const }, false],
])('a claim %s', (_, given, isShort) => expect(isShortOfTarget({ ...claim, ...given })).toBe(isShort));
