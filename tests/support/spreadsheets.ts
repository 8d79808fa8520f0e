import { constants, crc32, deflateRawSync } from 'node:zlib';
import { CFB, type CellObject, type WorkBook, utils, write } from '@e965/xlsx';
import type { Cell, Workbook } from '#platform/workbook/workbook.ts';

/** A part of a zip; what its headers declare can be a lie. */
export interface Part {
  readonly data: string | Buffer;
  readonly declaredSize?: number;
  /** Already compressed bytes instead of `data`. */
  readonly deflated?: Buffer;
  readonly checksum?: number;
}

function header(signature: number, fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
  buffer.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [size, value] of fields) {
    at = size === 2 ? buffer.writeUInt16LE(value, at) : buffer.writeUInt32LE(value, at);
  }
  return buffer;
}

/** A zip of these parts, written by hand so that each header can be wrong on purpose. */
export function zipOf(parts: Readonly<Record<string, string | Part>>): Buffer {
  const locals: Buffer[] = [],
    directory: Buffer[] = [];
  let offset = 0;
  for (const [name, given] of Object.entries(parts)) {
    const part = typeof given === 'string' ? { data: given } : given;
    const data = Buffer.from(part.data as string);
    const body = part.deflated ?? deflateRawSync(data);
    const size = part.declaredSize ?? data.length;
    const common = [
      [2, 0x0800],
      [2, 8],
      [4, 0],
      [4, part.checksum ?? crc32(data)],
      [4, body.length],
      [4, size],
      [2, Buffer.byteLength(name)],
      [2, 0],
    ] as const;
    const local = Buffer.concat([header(0x04034b50, [[2, 20], ...common]), Buffer.from(name), body]);
    const tail = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ] as const;
    directory.push(header(0x02014b50, [[2, 20], [2, 20], ...common, ...tail]), Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = Object.keys(parts).length;
  const end = header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, central.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...locals, central, end]);
}

/** Deflated repetitions of one byte, a megabyte for each thousand bytes. */
export function bombOf(megabytes: number, byte = 0): Buffer {
  const block = deflateRawSync(Buffer.alloc(1024 * 1024, byte), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), Buffer.from([0x03, 0x00])]);
}

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** `<row>` elements of a sheet, and what comes after its data. */
export interface SheetXml {
  readonly rows: string;
  readonly after?: string;
}

/** The parts of a workbook with one sheet called 台账, to be changed by a test before it is zipped. */
export function xlsxParts({ rows, after = '' }: SheetXml): Record<string, string | Part> {
  return {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="57"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
  };
}

/** A workbook as the spreadsheet library writes it, for what our own writer never writes. */
export function sheetJs(
  rows: readonly (readonly unknown[])[],
  change: (book: WorkBook) => void = () => undefined,
  bookType: 'xlsx' | 'biff8' = 'xlsx',
): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as unknown[][]), '台账');
  change(book);
  return write(book, { type: 'buffer', bookType, compression: true, cellStyles: true }) as Buffer;
}

/** The number in a cell, shown in a format. */
export function formatted(value: number, format: string): CellObject {
  return { t: 'n', v: value, z: format };
}

let gbTable: Map<string, Buffer> | undefined;

/** GB18030 of text whose characters have one or two bytes. */
export function gb18030(text: string): Buffer {
  if (!gbTable) {
    gbTable = new Map();
    const decoder = new TextDecoder('gb18030');
    for (let high = 0x81; high <= 0xfe; high += 1) {
      for (let low = 0x40; low <= 0xfe; low += 1) {
        if (low !== 0x7f) gbTable.set(decoder.decode(Buffer.from([high, low])), Buffer.from([high, low]));
      }
    }
  }
  const table = gbTable;
  return Buffer.concat(Array.from(text, (character) => table.get(character) ?? Buffer.from(character, 'ascii')));
}

/** The cells alone, sheet by sheet. */
export function cellsOf(workbook: Workbook): Cell[][][] {
  return workbook.sheets.map((sheet) => sheet.rows.map((row) => [...row.cells]));
}

/** A record of the old binary format. */
export function biffRecord(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(body.length, 2);
  return Buffer.concat([head, body]);
}

const compound = CFB as {
  read(bytes: Buffer, options: object): { FullPaths: string[]; FileIndex: { name: string; content: Buffer }[] };
  write(container: object, options: object): Buffer;
  utils: { cfb_new(): object; cfb_add(container: object, name: string, content: Buffer): void };
};

/** An OLE2 container with these streams. */
export function compoundOf(streams: Readonly<Record<string, Buffer>>): Buffer {
  const container = compound.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) compound.utils.cfb_add(container, name, content);
  return Buffer.from(compound.write(container, { type: 'buffer' }));
}

/** An .xls whose records are changed before they are put into their container; `extra` streams come beside. */
export function patchedXls(
  xls: Buffer,
  patch: (records: Buffer) => Buffer,
  extra: Readonly<Record<string, Buffer>> = {},
): Buffer {
  const { FileIndex } = compound.read(xls, { type: 'buffer' });
  const records = FileIndex.find((entry) => entry.name === 'Workbook')?.content;
  if (!records) throw new Error('no Workbook stream');
  return compoundOf({ '/Workbook': patch(Buffer.from(records)), ...extra });
}

/** Puts a record right after the beginning of the last sheet. */
export function intoLastSheet(records: Buffer, record: Buffer): Buffer {
  const beginning = Buffer.from([0x09, 0x08]);
  const at = records.lastIndexOf(beginning);
  const end = at + 4 + records.readUInt16LE(at + 2);
  return Buffer.concat([records.subarray(0, end), record, records.subarray(end)]);
}
