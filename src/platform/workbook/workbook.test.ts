import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnIndex, columnLetters } from './workbook.ts';

it('names columns like a spreadsheet, both ways', () => {
  expect([0, 25, 26, 27, 701, 702, 16383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA', 'XFD']);
  fc.assert(
    fc.property(fc.nat(16_383), (index) => {
      expect(columnIndex(columnLetters(index))).toBe(index);
    }),
  );
});

it.each(['', 'a', 'A1', '甲', 'AAAA'])('%j is no column', (letters) => {
  expect(columnIndex(letters)).toBe(-1);
});
