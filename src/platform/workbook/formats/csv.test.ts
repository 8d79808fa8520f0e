import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workbookLimits } from '../limits.ts';
import { csvLine, guard, readCsv, unguard } from './csv.ts';

const read = (text: string, limits = {}) => readCsv(text, '表', { ...workbookLimits, ...limits });
const cells = (text: string) => read(text).rows.map((row) => row.cells);

describe('csv', () => {
  it.each(['=1+1', '+86', '-1', '@SUM', '\tx', '\rx', '＝1', "'=1"])('guards %j', (text) => {
    expect(guard(text)).toBe(`'${text}`);
  });

  it.each(['承诺', "'quoted'", '1-2', ''])('leaves %j as it is', (text) => {
    expect(guard(text)).toBe(text);
  });

  it('takes away exactly the guard it gave', () => {
    const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', 'a', '承', ' ') });
    fc.assert(
      fc.property(text, (given) => {
        expect(unguard(guard(given))).toBe(given);
        expect(guard(given)).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  it('reads what it writes, but for white space around', () => {
    const text = fc.string({ unit: fc.constantFrom("'", '"', '=', '-', ',', ';', '\t', '\n', 'a', '承', ' ', '𬱖') });
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (table) => {
        const head = ['甲', '乙', '丙', '丁'];
        const written = [head, ...table].map(csvLine).join('');
        const expected = [head, ...table]
          .map((row) => row.map((cell) => cell.trim() || null))
          .map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1))
          .filter((row) => row.length > 0);
        expect(cells(written)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['commas', 'a,b\n1,2'],
    ['tabs, and commas in the text', 'a\tb\n一,二,三\t2,3'],
    ['semicolons', 'a;b\n1,5;2'],
    ['quoted commas', '"a,x,y,z";b\n"1,2,3,4";2'],
  ])('finds the delimiter: %s', (_, text) => {
    expect(cells(text).map((row) => row.length)).toEqual([2, 2]);
  });

  it('numbers rows as a spreadsheet does, and leaves the blank ones out', () => {
    const { rows } = read('a,b\r\n\r\n,,\r\n"x\r\ny",2\r\n3,4\r\n\r\n');
    expect(rows.map((row) => row.number)).toEqual([1, 4, 5]);
    expect(rows[1]?.cells).toEqual(['x\ny', '2']);
  });

  it.each([
    ['file.too-many-rows', 'a\nb\nc', { rows: 2 }],
    ['file.too-many-columns', 'a,b,c', { columns: 2 }],
    ['file.too-many-cells', 'a,b,c', { cells: 2 }],
    ['file.damaged', `a,b\n"${'x'.repeat(1_100_000)}`, {}],
    ['file.damaged', 'a,b\n"never closed', {}],
    ['file.too-many-rows', '\n'.repeat(1_048_577), {}],
  ])('refuses %s', (code, text, limits) => {
    expect(() => read(text, limits)).toThrow(code);
  });
});
