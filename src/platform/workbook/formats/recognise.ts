import { WorkbookRefusal } from '../refusal.ts';
import type { IncomingFile, WorkbookFormat } from '../workbook.ts';

const ZIP = [0x50, 0x4b];
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Kinds of file that people send by mistake, so that the refusal can say what it is. */
const STRANGERS: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
];

/** `.et` is what WPS calls the same container; `.txt` and `.tsv` are tables as text. */
const EXTENSIONS: Record<WorkbookFormat, readonly string[]> = {
  xlsx: ['.xlsx', '.xlsm'],
  xls: ['.xls', '.et'],
  csv: ['.csv', '.txt', '.tsv'],
};
const FOUND: Record<WorkbookFormat, string> = { xlsx: 'XLSX', xls: 'XLS', csv: 'CSV' };
const MARKUP = /^\s*<(?:\?xml|!doctype|!--|html|head|body|meta|table|style|script|div|workbook)\b/i;

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-8 but for a character cut off at the very end. */
function isCutUtf8(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[^\0-\x7f]/.test(text);
  } catch {
    return false;
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return decode(bytes, 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return decode(bytes, 'utf-16be');
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8;
  if (isCutUtf8(bytes)) throw new WorkbookRefusal('file.damaged');
  return decode(bytes, 'gb18030');
}

type Recognised = { readonly format: 'xlsx' | 'xls' } | { readonly format: 'csv'; readonly text: string };

function extensionOf(name: string): string {
  return /\.[^./\\]*$/.exec(name)?.[0].toLowerCase() ?? '';
}

function requireExtension(name: string, format: WorkbookFormat): void {
  const extension = extensionOf(name);
  if (extension === '' || EXTENSIONS[format].includes(extension)) return;
  throw new WorkbookRefusal('file.wrong-extension', { extension, found: FOUND[format] });
}

function recogniseText(file: IncomingFile): Recognised {
  const stranger = STRANGERS.find(([, magic]) => startsWith(file.bytes, magic));
  if (stranger) throw new WorkbookRefusal('file.unknown-format', { found: stranger[0] });
  const text = textOf(file.bytes);
  // No table has control characters; what decodes with them is a binary file by chance.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (text === undefined || /[\0-\x08\x0e-\x1f]/.test(text)) throw new WorkbookRefusal('file.unknown-format');
  if (text.trim() === '') throw new WorkbookRefusal('file.empty');
  const isWebPage = MARKUP.test(text) || /^MIME-Version:/i.test(text);
  if (!isWebPage) {
    requireExtension(file.name, 'csv');
    return { format: 'csv', text };
  }
  const extension = extensionOf(file.name);
  const isOurs = Object.values(EXTENSIONS).some((extensions) => extensions.includes(extension));
  throw new WorkbookRefusal(isOurs ? 'file.wrong-extension' : 'file.unknown-format', { extension, found: 'HTML/XML' });
}

/** What the bytes are, whatever the name says. @throws WorkbookRefusal when they are no table, or the name disagrees */
export function recognise(file: IncomingFile): Recognised {
  if (file.bytes.length === 0) throw new WorkbookRefusal('file.empty');
  const format = startsWith(file.bytes, ZIP) ? 'xlsx' : startsWith(file.bytes, OLE2) ? 'xls' : undefined;
  if (!format) return recogniseText(file);
  return { format };
}

/** Once a container has turned out to be a workbook; an encrypted or foreign one has its own refusal first. */
export function requireWorkbookExtension(file: IncomingFile, format: 'xlsx' | 'xls'): void {
  requireExtension(file.name, format);
}
