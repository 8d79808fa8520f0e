import { Workbook as Book } from '@cj-tech-master/excelts';
import { afterAll, describe, expect, it } from 'vitest';
import { gb18030, sheetJs } from '#tests/support/spreadsheets.ts';
import { markWorkbook } from './mark.ts';
import type { Mark } from './marks.ts';
import { closeWorkbookPool } from './pool.ts';
import { readWorkbook } from './read.ts';
import type { IncomingFile } from './workbook.ts';

afterAll(closeWorkbookPool);

const FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF7E9E4' } };
const SHEET = '台账';
const MARKS: Mark[] = [
  { sheet: SHEET, row: 3, column: 'B', message: '不是日期' },
  { sheet: SHEET, row: 3, column: 'A', message: '查无此人' },
  { sheet: SHEET, row: 5, column: 'A', message: '合并格有误' },
];

/** As a town sends it: a title, merges, colours, widths, a note of its own. */
async function townFile(): Promise<IncomingFile> {
  const book = new Book();
  const sheet = book.addWorksheet(SHEET);
  sheet.addRows([['石桥镇台账'], ['姓名', '时限'], ['王芳', '明年'], ['李强', new Date('2020-10-28')], [null, '长期']]);
  sheet.mergeCells('A1:B1');
  sheet.mergeCells('A4:A5');
  sheet.getColumn(1).width = 33;
  sheet.getCell('B4').numFmt = 'yyyy"年"m"月"d"日"';
  const green = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF00FF00' } } as const;
  for (const address of ['A3', 'B3', 'B5']) sheet.getCell(address).fill = green;
  sheet.getCell('A3').note = '镇里的批注';
  sheet.pageSetup.printArea = 'A1:B5';
  return { name: '台账.xlsx', bytes: new Uint8Array(await book.xlsx.writeBuffer()) };
}

async function marked(file: IncomingFile, marks: readonly Mark[]) {
  const bytes = await markWorkbook(file, await readWorkbook(file), marks);
  const book = new Book();
  await book.xlsx.load(bytes);
  const sheet = book.worksheets[0];
  if (!sheet) throw new Error('no sheet');
  return { file: { name: '标注.xlsx', bytes }, sheet };
}

const noteOf = (note: unknown) => JSON.stringify(note ?? '');

describe('a marked xlsx', () => {
  it('shows the faults in their cells and in a last column', async () => {
    const { sheet } = await marked(await townFile(), MARKS);
    expect(sheet.getCell('B3').fill).toMatchObject(FILL);
    expect(sheet.getCell('B3').font?.color?.argb).toBe('FFB5301F');
    expect(noteOf(sheet.getCell('B3').note)).toContain('不是日期');
    expect(sheet.getCell('A4').fill).toMatchObject(FILL);
    expect(['C2', 'C3', 'C4', 'C5'].map((address) => sheet.getCell(address).value)).toEqual([
      '导入问题',
      '不是日期；查无此人',
      null,
      '合并格有误',
    ]);
  });

  it("keeps the town's own formatting", async () => {
    const { sheet } = await marked(await townFile(), MARKS);
    expect(sheet.getCell('B1').isMerged && sheet.getCell('A5').isMerged).toBe(true);
    expect(sheet.getColumn(1).width).toBe(33);
    expect(sheet.getCell('B5').fill).toMatchObject({ fgColor: { argb: 'FF00FF00' } });
    expect(sheet.getCell('B4').numFmt).toBe('yyyy"年"m"月"d"日"');
    expect(noteOf(sheet.getCell('A3').note)).toMatch(/镇里的批注.*查无此人/);
    expect(sheet.pageSetup.printArea).toBe('A1:C5');
  });

  it('reads again with the same values and the new column', async () => {
    const file = await townFile();
    const { file: again } = await marked(file, MARKS);
    const before = (await readWorkbook(file)).sheets[0]?.rows ?? [];
    const after = (await readWorkbook(again)).sheets[0]?.rows ?? [];
    const own = (cells: readonly unknown[]) => [0, 1].map((i) => cells[i] ?? null);
    expect(after.map((row) => own(row.cells))).toEqual(before.map((row) => own(row.cells)));
  });

  it('has its marks replaced when it is marked again', async () => {
    const { file } = await marked(await townFile(), MARKS);
    const { sheet } = await marked(file, [{ sheet: SHEET, row: 4, column: 'B', message: '新的问题' }]);
    expect(['C2', 'C3', 'C4', 'C5', 'D2'].map((address) => sheet.getCell(address).value ?? '')).toEqual([
      '导入问题',
      '',
      '新的问题',
      '',
      '',
    ]);
    expect(sheet.getCell('B3').fill).not.toMatchObject(FILL);
    expect(noteOf(sheet.getCell('A3').note)).toContain('镇里的批注');
    expect(noteOf(sheet.getCell('A3').note)).not.toContain('查无此人');
    expect(sheet.getCell('B3').note).toBeUndefined();
  });

  it('says what concerns the whole sheet beside the headings', async () => {
    const marks: Mark[] = [
      { sheet: SHEET, row: 0, column: '', message: '缺少年度' },
      { sheet: SHEET, row: 4, column: '', message: '整行重复' },
      { sheet: '没有这张表', row: 0, column: '', message: '没有台账' },
    ];
    const { sheet } = await marked(await townFile(), marks);
    expect(sheet.getCell('C2').value).toBe('导入问题:缺少年度；没有台账');
    expect(sheet.getCell('C4').value).toBe('整行重复');
  });
});

it.each([
  ['xls', '台账.xls', sheetJs([['姓名', '时限'], [], ['王芳', '明年']], undefined, 'biff8')],
  ['csv', '台账.csv', gb18030('姓名,时限\r\n\r\n王芳,明年')],
])('of an %s a new workbook is made, rows where they were', async (_, name, bytes) => {
  const marks = [{ sheet: SHEET, row: 3, column: 'B', message: '不是日期' }];
  const { sheet } = await marked({ name, bytes }, marks);
  expect(sheet.getRow(3).values).toEqual(
    [undefined, '王芳', '明年', '不是日期'].filter((v, i) => i > 0 || v === undefined),
  );
  expect(sheet.getCell('B3').fill).toMatchObject(FILL);
  expect(sheet.getCell('C1').value).toBe('导入问题');
});
