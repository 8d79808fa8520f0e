import { SSF, read } from '@e965/xlsx';
import { WorkbookRefusal } from '../refusal.ts';
import { columnLetters } from '../workbook.ts';
import { openCompoundFile } from './compound-file.ts';
import { IMPLICIT_DATE_FORMATS } from './number-format.ts';
import { SHEETJS_OPTIONS, type SheetJsBook } from './cells.ts';

/** Record types of BIFF (MS-XLS 2.3) that decide whether a file is read. */
const RECORD = {
  formula: 0x0006,
  filePass: 0x002f,
  boundSheet: 0x0085,
  supBook: 0x01ae,
  beginning: 0x0809,
} as const;
/** The number formats of the library, which has no types for them. */
const numberFormats = SSF as { load_table(formats: Record<number, string>): void };

const MACRO_SHEET = 1;
const VBA_MODULE = 6;

interface Scan {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  /** Name of each sheet by where its records begin. */
  readonly sheets: Map<number, string>;
  currentSheet: string;
}

function addSheet(scan: Scan, at: number, isBiff8: boolean): void {
  const kind = scan.view.getUint8(at + 5);
  if (kind === MACRO_SHEET || kind === VBA_MODULE) throw new WorkbookRefusal('file.macros');
  const length = scan.view.getUint8(at + 6);
  const isWide = isBiff8 && scan.view.getUint8(at + 7) === 1;
  const start = at + (isBiff8 ? 8 : 7);
  const raw = scan.bytes.subarray(start, start + length * (isWide ? 2 : 1));
  const encoding = isWide ? 'utf-16le' : isBiff8 ? 'latin1' : 'gb18030';
  scan.sheets.set(scan.view.getUint32(at, true), new TextDecoder(encoding).decode(raw));
}

/** A workbook's own sheets and the add-in functions are listed like external books; all else is one. */
function isExternalBook(scan: Scan, at: number, length: number): boolean {
  if (length !== 4) return true;
  const marker = scan.view.getUint16(at + 2, true);
  return marker !== 0x0401 && marker !== 0x3a01;
}

function checkRecords(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scan: Scan = { view, bytes, sheets: new Map(), currentSheet: '' };
  const isBiff8 = bytes.length >= 6 && view.getUint16(4, true) === 0x0600;
  for (let at = 0; at + 4 <= bytes.length;) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const body = at + 4;
    if (body + length > bytes.length) throw new WorkbookRefusal('file.damaged');
    if (type === RECORD.beginning) scan.currentSheet = scan.sheets.get(at) ?? scan.currentSheet;
    else if (type === RECORD.filePass) throw new WorkbookRefusal('file.encrypted');
    else if (type === RECORD.boundSheet && length >= 8) addSheet(scan, body, isBiff8);
    else if (type === RECORD.supBook && isExternalBook(scan, body, length)) {
      throw new WorkbookRefusal('file.external-links', { part: 'SUPBOOK' });
    } else if (type === RECORD.formula && length >= 4) {
      const address = `${columnLetters(view.getUint16(body + 2, true))}${view.getUint16(body, true) + 1}`;
      throw new WorkbookRefusal('file.formulas', { sheet: scan.currentSheet, address });
    }
    at = body + length;
    // Padding after the last record of the last sheet.
    if (type === 0 && length === 0) break;
  }
}

/** Before 1997 text was stored in the code page of the country; its tables are large and seldom needed. */
async function loadCodePages(): Promise<void> {
  const [{ set_cptable }, tables] = await Promise.all([import('@e965/xlsx'), import('@e965/xlsx/dist/cpexcel.full')]);
  set_cptable(tables);
}

/** @throws WorkbookRefusal when it is encrypted, has macros, formulas or links, is damaged or no workbook */
export async function openXls(bytes: Uint8Array, recognised: () => void): Promise<SheetJsBook> {
  const container = openCompoundFile(bytes);
  const names = new Set(container.names);
  if (names.has('EncryptedPackage')) throw new WorkbookRefusal('file.encrypted');
  const modern = container.stream('Workbook');
  const records = modern ?? container.stream('Book');
  if (!records) {
    throw new WorkbookRefusal('file.unknown-format', names.has('WordDocument') ? { found: 'Word' } : {});
  }
  recognised();
  if (names.has('_VBA_PROJECT_CUR') || names.has('VBA')) throw new WorkbookRefusal('file.macros');
  checkRecords(records);
  if (!modern) await loadCodePages();
  numberFormats.load_table(Object.fromEntries(IMPLICIT_DATE_FORMATS));
  try {
    return read(records, { ...SHEETJS_OPTIONS, type: 'buffer' });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new WorkbookRefusal('file.damaged');
  }
}
