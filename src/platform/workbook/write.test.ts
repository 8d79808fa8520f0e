import { spawnSync } from 'node:child_process';
import { Workbook as Book } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cellsOf } from '#tests/support/spreadsheets.ts';
import { closeWorkbookPool } from './pool.ts';
import { readWorkbook } from './read.ts';
import { writeCsv, writeWorkbook } from './write.ts';

afterAll(closeWorkbookPool);

const HEADINGS = ['姓名', '年度', '日期', '说明'];
const read = async (bytes: Uint8Array, name = 'a.xlsx') => cellsOf(await readWorkbook({ name, bytes }));

const trimmed = (text: string) => text.trim() || null;
/** What XML can carry; the characters that it cannot are nothing anybody types. */
const text = fc
  .array(
    fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      "'",
      '"',
      '<',
      '&',
      ';',
      ',',
      '\t',
      '\n',
      '_x000D_',
      '&lt;',
      '王',
      '𬱖',
      ' ',
      '1',
    ),
  )
  .map((characters) => characters.join('').replaceAll(/^[\t\n ]+|[\t\n ]+$/g, ''));
const day = fc
  .date({ min: new Date('1850-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => ({ day: date.toISOString().slice(0, 10) }));
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }));

describe('a written workbook', () => {
  it('reads back as it was written', async () => {
    const cell = fc.oneof(text, day, number, fc.boolean(), fc.constant(null));
    const row = fc.tuple(fc.constant('x'), cell, cell, cell);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const expected = rows.map((cells) => {
          const values = cells.map((value) => {
            if (typeof value === 'string') return trimmed(value);
            if (typeof value === 'object' && value && value.day < '1900-03-01') return value.day;
            return Object.is(value, -0) ? 0 : value;
          });
          return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
        });
        const bytes = await writeWorkbook([{ name: '台账', headings: HEADINGS, rows }]);
        expect(await read(bytes)).toEqual([[HEADINGS, ...expected]]);
      }),
      { numRuns: 30 },
    );
  });

  it('is laid out for people: title, bold frozen headings, dates, widths', async () => {
    const rows = [['王芳', 2020, { day: '2020-10-28' }, '=HYPERLINK("http://x")']];
    const sheet = { name: '台账', title: '石桥镇承诺台账', headings: HEADINGS, rows, widths: [30] };
    const book = new Book();
    await book.xlsx.load(await writeWorkbook([sheet, { ...sheet, name: '台账' }, { ...sheet, name: 'a/b[c]' }]));
    expect(book.worksheets.map((made) => made.name)).toEqual(['台账', '台账 2', 'a b c']);
    const made = book.getWorksheet('台账');
    expect(made?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
    expect(made?.getCell('A1').font?.bold).toBe(true);
    expect(made?.getCell('D1').isMerged).toBe(true);
    expect(made?.getCell('B2').font?.bold).toBe(true);
    expect(made?.getCell('B3').font?.bold).not.toBe(true);
    expect(made?.getCell('C3').numFmt).toBe('yyyy-mm-dd');
    expect(made?.getCell('D3').value).toBe('=HYPERLINK("http://x")');
    expect(made?.getColumn(1).width).toBe(30);
    expect(made?.getColumn(4).width).toBeGreaterThan(20);
  });
});

describe('written csv', () => {
  it('has a BOM and CRLF, and no live cell', () => {
    const bytes = writeCsv({
      headings: ['a', 'b'],
      rows: [
        ['=1+1', { day: '2020-10-28' }],
        [-5, true],
        [null, 'x,"y"'],
      ],
    });
    expect(Buffer.from(bytes).toString()).toBe('\uFEFFa,b\r\n\'=1+1,2020-10-28\r\n-5,TRUE\r\n,"x,""y"""\r\n');
  });

  it('reads back as text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 10 }), async (rows) => {
        const bytes = writeCsv({ headings: ['甲', '乙'], rows });
        const expected = rows
          .map((row) => row.map(trimmed))
          .map((row) => row.slice(0, row.findLastIndex((value) => value !== null) + 1))
          .filter((row) => row.length > 0);
        expect(await read(bytes, 'a.csv')).toEqual([[['甲', '乙'], ...expected]]);
      }),
      { numRuns: 50 },
    );
  });
});

it('does not keep a process alive', () => {
  const script = `
    import { readWorkbook } from './src/platform/workbook/read.ts';
    const { format } = await readWorkbook({ name: 'a.csv', bytes: Buffer.from('a,b') });
    console.log(format, performance.now());`;
  const started = performance.now();
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^csv /);
  expect(performance.now() - started - Number(stdout.split(' ')[1])).toBeLessThan(2_000);
});
