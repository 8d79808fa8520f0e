import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasPersonalNumber } from './personal-numbers.ts';

describe('numbers that tell who was helped', () => {
  test.each([
    ...['电话13900000000', '１３９００００００００', '139 0000 0000', '139-0000-0000', '联系 023-88880000'],
    ...['50019919900101001X', '500199 19900101 0018', '身份证500199900101001'],
  ])('%s is found', (text) => {
    expect(hasPersonalNumber(text)).toBe(true);
  });

  test.each(['走访1-12号，15户', '2020-10-28 上午', '投资 1200000 元', '受益 3500 人', '修路 2.5 公里', ''])(
    '%s is left alone',
    (text) => {
      expect(hasPersonalNumber(text)).toBe(false);
    },
  );

  test('a mobile phone is found however it is written and wherever it stands', () => {
    const digits = fc.array(fc.nat(9), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(digits, fc.nat(6), fc.constantFrom('', ' ', '-', '.'), (rest, second, between) => {
        const phone = [1, 3 + second, ...rest].join(between);
        expect(hasPersonalNumber(`请找${phone}联系`)).toBe(true);
      }),
    );
  });
});
