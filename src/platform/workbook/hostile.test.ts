import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compoundOf, gb18030, sheetJs, xlsxParts, zipOf } from '#tests/support/spreadsheets.ts';
import { workbookLimits } from './limits.ts';
import { markWorkbook } from './mark.ts';
import { closeWorkbookPool } from './pool.ts';
import { readWorkbook } from './read.ts';
import { WorkbookRefusal } from './refusal.ts';

afterAll(closeWorkbookPool);

const TABLE = Array.from({ length: 40 }, (_, i) => [
  `王芳${i}`,
  '安装太阳能路灯 20 盏',
  i,
  new Date('2020-10-28'),
  i % 2 === 0,
]);
const FILES = [
  ['a.xlsx', sheetJs(TABLE)],
  ['a.xls', sheetJs(TABLE, undefined, 'biff8')],
  ['a.csv', gb18030(TABLE.map((row) => row.slice(0, 3).join(',')).join('\r\n'))],
] as const;

/** Reads or refuses: everything else is a fault of ours. */
async function readOrRefuse(name: string, bytes: Uint8Array): Promise<'read' | WorkbookRefusal> {
  try {
    const workbook = await readWorkbook({ name, bytes }, { milliseconds: 5_000 });
    const cells = workbook.sheets.flatMap((sheet) => sheet.rows.flatMap((row) => row.cells));
    expect(cells.length).toBeLessThanOrEqual(workbookLimits.cells);
    return 'read';
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) throw error;
    return error;
  }
}

describe.each(FILES)('%s', (name, whole) => {
  it('is refused when cut at any tenth', { skip: name === 'a.csv' }, async () => {
    for (let tenth = 1; tenth < 10; tenth += 1) {
      const cut = whole.subarray(0, Math.floor((whole.length * tenth) / 10));
      expect(await readOrRefuse(name, cut)).toMatchObject({ code: 'file.damaged' });
    }
  });

  it('is read or refused however it is mutated, and soon', async () => {
    const mutation = fc.record({
      at: fc.nat(whole.length - 1),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
      isInsertion: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        const mutated = mutations.reduce<Buffer>((bytes, { at, bytes: fresh, isInsertion }) => {
          return Buffer.concat([bytes.subarray(0, at), fresh, bytes.subarray(at + (isInsertion ? 0 : fresh.length))]);
        }, whole);
        const outcome = await readOrRefuse(name, mutated);
        if (outcome !== 'read') expect(outcome.code).not.toBe('file.too-slow');
      }),
      { numRuns: 150 },
    );
  });
});

it('reads or refuses any XML in a sheet', async () => {
  const token = fc.constantFrom(
    ...[
      '<row r="1">',
      '<row>',
      '</row>',
      '<c r="A1">',
      '<c r="XFD9" t="s">',
      '<c t="str">',
      '<c/>',
      '</c>',
      '<v>',
      '</v>',
    ],
    ...[
      '<is>',
      '</is>',
      '<t>',
      '</t>',
      '<r>',
      '</r>',
      '1',
      '王',
      '&#x2C5F6;',
      '&amp;',
      '<',
      '>',
      '"',
      ' r="B2"',
      '<![CDATA[',
    ],
    ...[
      ']]>',
      '<!--',
      '-->',
      '_x000D_',
      '99999999999',
      '-1',
      '</sheetData>',
      '<mergeCells><mergeCell ref="A1:XFD1048576"/>',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(token, { maxLength: 40 }), async (tokens) => {
      await readOrRefuse('a.xlsx', zipOf(xlsxParts({ rows: tokens.join('') })));
    }),
    { numRuns: 200 },
  );
});

describe('a hostile file cannot do more than end its worker', () => {
  it.each([
    ['merges on merges', '<mergeCells>' + '<mergeCell ref="A1:IV200000"/>'.repeat(20_000) + '</mergeCells>', 2000],
    ['long tag', `<a b="${'x'.repeat(1_500_000)}"/>`, 1],
  ])('%s', async (_, after, count) => {
    const rows = Array.from(
      { length: count },
      (_row, i) => `<row r="${i + 1}"><c r="B${i + 1}"><v>1</v></c></row>`,
    ).join('');
    const outcome = await readOrRefuse('a.xlsx', zipOf(xlsxParts({ rows, after })));
    if (outcome !== 'read') expect(outcome.code).toMatch(/too-many-cells|damaged/);
    expect(await readOrRefuse('b.csv', Buffer.from('a,b'))).toBe('read');
  });

  it('too much text for its memory', async () => {
    const parts = xlsxParts({ rows: '' });
    const filler = deflateRawSync(Buffer.alloc(1024 * 1024, '<row r="1"><c><v>'), {
      finishFlush: constants.Z_FULL_FLUSH,
    });
    const deflated = Buffer.concat([...Array.from({ length: 300 }, () => filler), Buffer.from([3, 0])]);
    const sheet = { data: '', deflated, declaredSize: 300 * 1024 * 1024 };
    const outcome = await readOrRefuse('a.xlsx', zipOf({ ...parts, 'xl/worksheets/sheet1.xml': sheet }));
    expect(outcome).toBeInstanceOf(WorkbookRefusal);
    expect(await readOrRefuse('b.csv', Buffer.from('a,b'))).toBe('read');
  });

  it('chains of sectors that never end', async () => {
    const file = compoundOf({ '/Workbook': Buffer.alloc(100_000, 7) });
    const table = file.readUInt32LE(76);
    const circular = Buffer.from(file);
    for (let i = 0; i < 128; i += 1) circular.writeUInt32LE(5, (table + 1) * 512 + i * 4);
    expect(await readOrRefuse('a.xls', circular)).toMatchObject({ code: 'file.damaged' });
  });

  it('is still marked, from its values, when the original cannot be marked', async () => {
    const workbook = await readWorkbook({ name: 'a.xlsx', bytes: FILES[0][1] });
    const marks = [{ sheet: '台账', row: 1, column: 'A', message: '错' }];
    const marked = await markWorkbook({ name: 'a.xlsx', bytes: Buffer.from('PK broken') }, workbook, marks);
    expect(await readOrRefuse('a.xlsx', marked)).toBe('read');
  });
});
