import { type WorkBook, type WorkSheet, utils } from '@e965/xlsx';
import { afterAll, describe, expect, it } from 'vitest';
import {
  biffRecord,
  cellsOf,
  formatted,
  gb18030,
  intoLastSheet,
  patchedXls,
  sheetJs,
  xlsxParts,
  zipOf,
} from '#tests/support/spreadsheets.ts';
import { closeWorkbookPool } from './pool.ts';
import { readWorkbook } from './read.ts';

afterAll(closeWorkbookPool);

const TABLE = [
  ['姓名', '承诺内容', '量化目标'],
  ['王 芳', '安装太阳能路灯', 20],
];
const sheetOf = (book: WorkBook): WorkSheet => book.Sheets['台账'] ?? {};
const xlsx = (bytes: Uint8Array) => readWorkbook({ name: '台账.xlsx', bytes });
const csv = (bytes: Uint8Array) => readWorkbook({ name: '石桥镇.csv', bytes });

describe.each([
  ['xlsx', 'xlsx', '台账.xlsx'],
  ['xls', 'biff8', '台账.xls'],
] as const)('a workbook in %s', (format, bookType, name) => {
  const read = (rows: unknown[][], change?: (book: WorkBook) => void) =>
    readWorkbook({ name, bytes: sheetJs(rows, change, bookType) });

  it('gives values as people see them', async () => {
    const workbook = await read([
      ['  前后有空格　', '两行\n文字', 12.5, true, false],
      [formatted(44132, 'yyyy-mm-dd'), formatted(1, '0%'), formatted(44132, '0.00'), formatted(44132, 'yyyy"年"m"月"')],
      [{ t: 'e', v: 0x2a }, null, '   ', 'x𬱖'],
    ]);
    expect(workbook.format).toBe(format);
    expect(cellsOf(workbook)).toEqual([
      [
        ['前后有空格', '两行\n文字', 12.5, true, false],
        [{ day: '2020-10-28' }, '100%', 44132, '2020年10月'],
        ['#N/A', null, null, 'x𬱖'],
      ],
    ]);
  });

  it('leaves blank rows out and keeps the numbers of the others', async () => {
    const workbook = await read([['a'], [], [' '], ['b'], []]);
    expect(workbook.sheets[0]?.rows).toEqual([
      { number: 1, isHidden: false, cells: ['a'] },
      { number: 4, isHidden: false, cells: ['b'] },
    ]);
  });

  it('repeats what is merged downwards in rows that have something of their own', async () => {
    const rows = [['标题'], ['姓名', '承诺', '备注'], ['王芳', '路灯', 'x'], [null, '道路', 'y'], [], ['李强', '桥']];
    const workbook = await read(rows, (book) => {
      sheetOf(book)['!merges'] = ['A1:C1', 'A3:A5', 'B6:C6'].map((range) => utils.decode_range(range));
    });
    expect(cellsOf(workbook)[0]).toEqual([
      ['标题'],
      ['姓名', '承诺', '备注'],
      ['王芳', '路灯', 'x'],
      ['王芳', '道路', 'y'],
      ['李强', '桥'],
    ]);
  });

  it('takes a merged block by its first column and first cell only', async () => {
    const rows = [
      ['a', 'hidden', 1],
      ['hidden', 'hidden', 2],
    ];
    const workbook = await read(rows, (book) => {
      sheetOf(book)['!merges'] = [utils.decode_range('A1:B2')];
    });
    expect(cellsOf(workbook)[0]).toEqual([
      ['a', null, 1],
      ['a', null, 2],
    ]);
  });

  it('says which sheets are hidden', async () => {
    const workbook = await read(TABLE, (book) => {
      utils.book_append_sheet(book, utils.aoa_to_sheet([['草稿']]), '草稿');
      utils.book_set_sheet_visibility(book, 1, 1);
    });
    expect(workbook.sheets.map((sheet) => sheet.isHidden)).toEqual([false, true]);
  });

  it('respects the date system of 1904', async () => {
    const workbook = await read([[formatted(44132 - 1462, 'yyyy-mm-dd')]], (book) => {
      book.Workbook = { WBProps: { date1904: true } };
    });
    expect(cellsOf(workbook)).toEqual([[[{ day: '2020-10-28' }]]]);
  });
});

describe('hidden rows', () => {
  const hidden = [false, true];

  it('are read and flagged in xlsx', async () => {
    const bytes = sheetJs(TABLE, (book) => {
      sheetOf(book)['!rows'] = [{}, { hidden: true }];
    });
    expect((await xlsx(bytes)).sheets[0]?.rows.map((row) => row.isHidden)).toEqual(hidden);
  });

  it('are read and flagged in xls', async () => {
    const row = Buffer.alloc(16);
    row.writeUInt16LE(1, 0);
    row.writeUInt32LE(0x20, 12);
    const xls = sheetJs(TABLE, undefined, 'biff8');
    const bytes = patchedXls(xls, (records) => intoLastSheet(records, biffRecord(0x0208, row)));
    const workbook = await readWorkbook({ name: '台账.xls', bytes });
    expect(workbook.sheets[0]?.rows.map((read) => read.isHidden)).toEqual(hidden);
  });
});

describe('xlsx', () => {
  it('joins rich text, without its phonetics', async () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><r><t>践</t></r><r><rPr><b/></rPr><t>诺</t></r><rPh sb="0" eb="1"><t>jian</t></rPh></is></c></row>';
    expect(cellsOf(await xlsx(zipOf(xlsxParts({ rows }))))).toEqual([[['践诺']]]);
  });

  it('knows the date formats that a Chinese Office does not write out', async () => {
    const rows = '<row r="1"><c r="A1" s="1"><v>44132</v></c><c r="B1" s="2"><v>44132</v></c></row>';
    expect(cellsOf(await xlsx(zipOf(xlsxParts({ rows }))))).toEqual([[[{ day: '2020-10-28' }, '2020年10月']]]);
  });

  it('decodes text once, and rare characters whole', async () => {
    const rows =
      '<row r="1"><c r="A1" t="str"><v>&amp;lt;b&amp;gt;</v></c><c r="B1" t="inlineStr"><is><t>&#x2C5F6;&#182774;𬱖</t></is></c></row>';
    expect(cellsOf(await xlsx(zipOf(xlsxParts({ rows }))))).toEqual([[['&lt;b&gt;', '𬗶𬧶𬱖']]]);
  });

  it('reads a sheet whose styles run to its last column and row', async () => {
    const blanks = Array.from({ length: 300 }, (_, i) => `<c r="${utils.encode_col(i)}1048576" s="1"/>`).join('');
    const rows = `<row r="1"><c r="A1"><v>7</v></c><c r="XFD1" s="1"/><c r="XFC1" s="1" t="s"><v></v></c></row><row r="1048576">${blanks}</row>`;
    expect((await xlsx(zipOf(xlsxParts({ rows })))).sheets[0]?.rows).toEqual([
      { number: 1, isHidden: false, cells: [7] },
    ]);
  });

  it('reads a million styled rows with few values', async () => {
    const styled = Array.from(
      { length: 1_000_000 },
      (_, i) => `<row r="${i + 2}" ht="20"><c r="A${i + 2}" s="1"/></row>`,
    );
    const rows = `<row r="1"><c r="A1"><v>7</v></c></row>${styled.join('')}`;
    expect(cellsOf(await xlsx(zipOf(xlsxParts({ rows }))))).toEqual([[[7]]]);
  });

  it('understands tags with a prefix', async () => {
    const parts = xlsxParts({ rows: '' });
    parts['xl/worksheets/sheet1.xml'] =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(cellsOf(await xlsx(zipOf(parts)))).toEqual([[[null, 5]]]);
  });

  it('is not disturbed by web addresses', async () => {
    const bytes = sheetJs([['a']], (book) => {
      const cell = sheetOf(book).A1 as { l?: unknown };
      cell.l = { Target: 'https://example.com/' };
    });
    expect(cellsOf(await xlsx(bytes))).toEqual([[['a']]]);
  });
});

describe('csv', () => {
  const text = '姓名,承诺\r\n王芳,"路灯,道路"\r\n';
  const expected = [
    [
      ['姓名', '承诺'],
      ['王芳', '路灯,道路'],
    ],
  ];
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with BOM', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE with BOM', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16BE with BOM', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['GB18030', gb18030(text)],
  ])('is read in %s', async (_, bytes) => {
    const workbook = await csv(bytes);
    expect(cellsOf(workbook)).toEqual(expected);
    expect(workbook).toMatchObject({ format: 'csv', sheets: [{ name: '石桥镇', isHidden: false }] });
  });

  it('is text, and nothing but our own guard is taken away', async () => {
    expect(cellsOf(await csv(Buffer.from("a,00123,2020-10-28,'=1,'x,TRUE\n")))).toEqual([
      [['a', '00123', '2020-10-28', '=1', "'x", 'TRUE']],
    ]);
  });
});
