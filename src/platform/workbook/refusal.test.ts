import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  biffRecord,
  bombOf,
  compoundOf,
  intoLastSheet,
  patchedXls,
  sheetJs,
  xlsxParts,
  zipOf,
} from '#tests/support/spreadsheets.ts';
import type { WorkbookLimits } from './limits.ts';
import { closeWorkbookPool } from './pool.ts';
import { readWorkbook } from './read.ts';
import { type RefusalCode, WorkbookRefusal, refusalCodes } from './refusal.ts';

afterAll(closeWorkbookPool);

const MEGABYTE = 1024 * 1024;
/** Of the whole process: the refusal of a hostile file may not cost more than this. */
const MOST_GROWTH = 300 * MEGABYTE;

async function refusalOf(
  name: string,
  bytes: Uint8Array,
  limits: Partial<WorkbookLimits> = {},
): Promise<WorkbookRefusal> {
  const outcome = await readWorkbook({ name, bytes }, limits).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(WorkbookRefusal);
  return outcome as WorkbookRefusal;
}

const ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>';
const xlsxWith = (extra: ReturnType<typeof xlsxParts>, rows = ROWS) => zipOf({ ...xlsxParts({ rows }), ...extra });
const types = (change: (text: string) => string) => ({
  '[Content_Types].xml': change(xlsxParts({ rows: '' })['[Content_Types].xml'] as string),
});
const XLSX = xlsxWith({});
const XLS = sheetJs([['姓名', '承诺']], undefined, 'biff8');
const OVERRIDE =
  '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>';
const patched = (type: number, body: number[]) =>
  patchedXls(XLS, (records) => intoLastSheet(records, biffRecord(type, Buffer.from(body))));
const afterFirst = (record: Buffer) =>
  patchedXls(XLS, (records) => {
    const end = 4 + records.readUInt16LE(2);
    return Buffer.concat([records.subarray(0, end), record, records.subarray(end)]);
  });
const external = (type: string) => ({
  'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships><Relationship Id="rId1" Type="http://x/${type}" Target="file:///c:/a.xlsx" TargetMode="External"/></Relationships>`,
});

const CASES: [code: RefusalCode, what: string, name: string, make: () => Buffer][] = [
  ['file.empty', 'no bytes', 'a.xlsx', () => Buffer.alloc(0)],
  ['file.empty', 'white space', 'a.csv', () => Buffer.from(' \r\n\r\n')],
  ['file.empty', 'separators only', 'a.csv', () => Buffer.from(',,\r\n,,')],
  ['file.empty', 'no values', 'a.xlsx', () => xlsxWith({}, '<row r="1"><c r="A1" s="1"/></row>')],
  ['file.too-large', 'more than 30 MB', 'a.xlsx', () => Buffer.alloc(31 * MEGABYTE, 'a')],
  ['file.wrong-extension', 'xlsx named csv', 'a.csv', () => XLSX],
  ['file.wrong-extension', 'xlsx named xls', 'a.xls', () => XLSX],
  ['file.wrong-extension', 'xls named xlsx', 'a.xlsx', () => XLS],
  ['file.wrong-extension', 'text named xlsx', 'a.xlsx', () => Buffer.from('a,b')],
  [
    'file.wrong-extension',
    'HTML named xls',
    'a.xls',
    () => Buffer.from('<html><table><tr><td>1</td></tr></table></html>'),
  ],
  ['file.wrong-extension', 'XML 2003 named xls', 'a.xls', () => Buffer.from('\uFEFF<?xml version="1.0"?><Workbook/>')],
  ['file.wrong-extension', 'MHTML named xls', 'a.xls', () => Buffer.from('MIME-Version: 1.0\r\n')],
  ['file.unknown-format', 'PDF', 'a.pdf', () => Buffer.from('%PDF-1.7')],
  ['file.unknown-format', 'binary', 'a.csv', () => Buffer.from([1, 2, 3, 0, 255, 254])],
  ['file.unknown-format', 'other zip', 'a.xlsx', () => zipOf({ 'a.txt': 'x' })],
  ['file.unknown-format', 'OpenDocument', 'a.ods', () => zipOf({ 'content.xml': '<x/>' })],
  [
    'file.unknown-format',
    'Word, new',
    'a.docx',
    () => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '' }),
  ],
  ['file.unknown-format', 'Word, old', 'a.doc', () => compoundOf({ '/WordDocument': Buffer.alloc(5000) })],
  ['file.damaged', 'text cut inside a character', 'a.csv', () => Buffer.from('姓名,承诺').subarray(0, -1)],
  ['file.damaged', 'changed byte', 'a.xlsx', () => flipped(XLSX)],
  ['file.damaged', 'no zip inside', 'a.xlsx', () => Buffer.from('PK\u0003\u0004 and nothing more')],
  [
    'file.damaged',
    'UTF-16 inside',
    'a.xlsx',
    () => xlsxWith({ 'xl/workbook.xml': { data: Buffer.from('<a/>', 'utf16le') } }),
  ],
  ['file.damaged', 'no OLE2 inside', 'a.xls', () => XLS.subarray(0, 100)],
  ['file.encrypted', 'xlsx', 'a.xlsx', () => compoundOf({ '/EncryptedPackage': Buffer.alloc(5000) })],
  ['file.encrypted', 'xls', 'a.xls', () => afterFirst(biffRecord(0x002f, Buffer.alloc(54, 1)))],
  ['file.macros', 'xlsm', 'a.xlsm', () => xlsxWith(types((text) => text.replace('</Types>', `${OVERRIDE}</Types>`)))],
  ['file.macros', 'vbaProject.bin', 'a.xlsx', () => xlsxWith({ 'xl/vbaProject.bin': 'x' })],
  [
    'file.macros',
    'VBA in xls',
    'a.xls',
    () => patchedXls(XLS, (records) => records, { '/_VBA_PROJECT_CUR/VBA/dir': Buffer.alloc(10) }),
  ],
  [
    'file.macros',
    'macro sheet in xls',
    'a.xls',
    () => afterFirst(biffRecord(0x0085, Buffer.from([0, 0, 0, 0, 0, 1, 1, 0, 65]))),
  ],
  ['file.external-links', 'external book', 'a.xlsx', () => xlsxWith({ 'xl/externalLinks/externalLink1.xml': '<x/>' })],
  ['file.external-links', 'connection', 'a.xlsx', () => xlsxWith({ 'xl/connections.xml': '<x/>' })],
  ['file.external-links', 'external relation', 'a.xlsx', () => xlsxWith(external('oleObject'))],
  ['file.external-links', 'book in xls', 'a.xls', () => patched(0x01ae, [1, 0, 1, 0, 0, 65])],
  ['file.entities', 'DOCTYPE', 'a.xlsx', () => xlsxWith({ 'docProps/app.xml': '<!DOCTYPE a><a/>' })],
  ['file.entities', 'a billion laughs', 'a.xlsx', () => xlsxWith({}, laughs())],
  [
    'file.zip-bomb',
    '4 GB of zeros',
    'a.xlsx',
    () => xlsxWith({ 'xl/media/a.bin': { data: '', deflated: bombOf(4096), declaredSize: 2 ** 32 - 2 } }),
  ],
  [
    'file.zip-bomb',
    '4 GB that say they are 100 bytes',
    'a.xlsx',
    () => xlsxWith({ 'xl/sharedStrings.xml': { data: '', deflated: bombOf(4096, 0x20), declaredSize: 100 } }),
  ],
  ['file.zip-bomb', '15 MB a hundred times', 'a.xlsx', () => xlsxWith(manyBombs())],
  [
    'file.zip-bomb',
    'a bomb as content types',
    'a.xlsx',
    () => xlsxWith({ '[Content_Types].xml': { data: '', deflated: bombOf(1024), declaredSize: 100 } }),
  ],
  [
    'file.zip-bomb',
    'ten thousand entries',
    'a.xlsx',
    () => zipOf(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`${i}`, 'x']))),
  ],
  ['file.too-many-rows', 'rows', 'a.xlsx', () => xlsxWith({}, rows(200_001, 1))],
  ['file.too-many-columns', 'columns', 'a.xlsx', () => xlsxWith({}, '<row r="1"><c r="IW1"><v>1</v></c></row>')],
];

/** One byte of the last part's compressed content changed. */
function flipped(zip: Buffer): Buffer {
  const name = 'xl/worksheets/sheet1.xml';
  const at = zip.indexOf(name) + name.length + 20;
  return Buffer.concat([zip.subarray(0, at), Buffer.from([zip.readUInt8(at) ^ 0xff]), zip.subarray(at + 1)]);
}

function laughs(): string {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  return `<!DOCTYPE lolz [<!ENTITY l0 "lol">${entities}]><row r="1"><c r="A1"><v>&l9;</v></c></row>`;
}

function manyBombs() {
  const size = 15 * MEGABYTE;
  const bomb = { data: '', deflated: bombOf(15), declaredSize: size, checksum: crc32(Buffer.alloc(size)) };
  return Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`xl/media/${i}.bin`, bomb]));
}

function rows(count: number, columns: number): string {
  const cells = '<c><v>1</v></c>'.repeat(columns);
  return Array.from({ length: count }, (_, i) => `<row r="${i + 1}">${cells}</row>`).join('');
}

describe('a refused file', () => {
  beforeAll(() => readWorkbook({ name: 'warm.xlsx', bytes: XLSX }));

  it.each(CASES)('%s: %s', async (...[code, , name, make]) => {
    const bytes = make();
    const before = process.memoryUsage().rss;
    const refusal = await refusalOf(name, bytes);
    expect(refusal.code).toBe(code);
    expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
  });

  it('has too many cells, over all its sheets', async () => {
    const bytes = xlsxWith({}, rows(101, 100));
    expect(await refusalOf('a.xlsx', bytes, { cells: 10_000 })).toMatchObject({ code: 'file.too-many-cells' });
  });

  it('names the first formula', async () => {
    const formula = '<row r="3"><c r="A3"><v>1</v></c><c r="C3"><f>SUM(A1:A2)</f><v>1</v></c></row>';
    expect(await refusalOf('a.xlsx', xlsxWith({}, formula))).toMatchObject({
      code: 'file.formulas',
      facts: { sheet: '台账', address: 'C3' },
      says: { zh: expect.stringContaining('“台账”的 C3') as string },
    });
  });

  it('names the first formula of an xls', async () => {
    const bytes = patched(0x0006, [4, 0, 2, 0, ...Array<number>(20).fill(0)]);
    expect(await refusalOf('a.xls', bytes)).toMatchObject({
      code: 'file.formulas',
      facts: { sheet: '台账', address: 'C5' },
    });
  });

  it('is given up after its time', async () => {
    const bytes = Buffer.from('a,b\n'.repeat(400_000));
    expect(await refusalOf('a.csv', bytes, { milliseconds: 20 })).toMatchObject({ code: 'file.too-slow' });
    expect((await readWorkbook({ name: 'a.csv', bytes: Buffer.from('a') })).format).toBe('csv');
  });

  it('is not refused for formulas that are in no cell, nor for links of web pages', async () => {
    const extra = {
      ...external('hyperlink'),
      'xl/charts/chart1.xml': '<c:chart xmlns:c="x"><c:f>台账!$A$1</c:f></c:chart>',
    };
    expect((await readWorkbook({ name: 'a.xlsx', bytes: xlsxWith(extra) })).format).toBe('xlsx');
  });
});

it.each(refusalCodes)('%s says in both languages what to do', (code) => {
  const { says } = new WorkbookRefusal(code, { sheet: '台账' });
  expect(says.zh).toMatch(/[请]/);
  expect(says.zh).not.toContain('undefined');
  expect(says.en).toMatch(/^The|^This|^Cell|^Sheet/);
});
