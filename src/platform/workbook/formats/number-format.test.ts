import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberCell } from './number-format.ts';

const day = (text: string) => ({ day: text });

describe('a number in a cell', () => {
  it.each([
    [44132, 'yyyy-mm-dd', day('2020-10-28')],
    [44132, 'm/d/yy', day('2020-10-28')],
    [44132, 'yyyy"年"m"月"d"日";@', day('2020-10-28')],
    [44132, '[$-804]yyyy\\-mm\\-dd', day('2020-10-28')],
    [44132, '[DBNum1][$-804]yyyy"年"m"月"d"日"', day('2020-10-28')],
    [44132, 'm"月"d"日"', day('2020-10-28')],
    [44132.75, 'yyyy/m/d h:mm', day('2020-10-28')],
    [44132.9999999, 'yyyy/m/d', day('2020-10-29')],
    [44132, 'yyyy"年"m"月"', '2020年10月'],
    [44132, 'mmm-yy', '2020年10月'],
    [1, 'yyyy/m/d', day('1900-01-01')],
    [61, 'yyyy/m/d', day('1900-03-01')],
    [0.375, 'h:mm', '09:00'],
    [0.375, 'yyyy/m/d h:mm', '09:00'],
    [1.5, '[h]:mm', '36:00'],
    [1, '0%', '100%'],
    [0.937, '0%', '93.7%'],
    [0.07, '0.00%', '7%'],
    [1.1, '0%', '110%'],
    [44132, 'General', 44132],
    [44132, 'G/通用格式', 44132],
    [44132, '@', 44132],
    [44132, '0.00', 44132],
    [44132, '#,##0_);[Red](#,##0)', 44132],
    [12, '0"户"', 12],
    [12, '0" days"', 12],
    [1.5, '0.00E+00', 1.5],
    [-5, 'yyyy-mm-dd', -5],
    [99_999_999, 'yyyy-mm-dd', 99_999_999],
    [Number.NaN, 'General', null],
  ])('%d shown as %s is %j', (value, format, expected) => {
    expect(numberCell(value, format, false)).toEqual(expected);
  });

  it('counts days from 1904 where the workbook does', () => {
    expect(numberCell(44132 - 1462, 'yyyy-mm-dd', true)).toEqual(day('2020-10-28'));
  });

  it('is the day that Temporal counts, for every day a spreadsheet can hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const expected = Temporal.PlainDate.from('1899-12-30').add({ days: serial }).toString();
        expect(numberCell(serial, 'yyyy-mm-dd', false)).toEqual(day(expected));
      }),
    );
  });
});
