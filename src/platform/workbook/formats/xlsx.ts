import { CFB, type RowInfo, parse_zip } from '@e965/xlsx';
import { type WorkbookLimits, megabytes } from '../limits.ts';
import { WorkbookRefusal } from '../refusal.ts';
import { type Archive, openArchive } from './archive.ts';
import { SHEETJS_OPTIONS, type SheetJsBook } from './cells.ts';
import { IMPLICIT_DATE_FORMATS } from './number-format.ts';
import { PartFilter, xmlScanner } from './xml-scan.ts';

declare module '@e965/xlsx' {
  /** Exported by the library, but missing from its types. Takes a container made with `CFB`. */
  export function parse_zip(container: unknown, options: ParsingOptions): WorkBook;
}

/** The library's containers, which have no types. */
const containers = (CFB as { utils: { cfb_new(): unknown; cfb_add(to: unknown, name: string, content: Buffer): void } })
  .utils;

const MEGABYTE = 1024 * 1024;
/** Of the small parts that list the others. */
const LONGEST_LIST = 8 * MEGABYTE;
/** What the library is given at once, as text: some 4 million cells. */
const LARGEST_TEXT = 192 * MEGABYTE;

const XML = /\.(?:xml|rels|vml)$/i;
const MACROS = /(?:^|\/)(?:vbaProject\w*\.bin|macrosheets\/|dialogsheets\/|activeX\/)/i;
/** Of parts that are there; a default for an extension says nothing, and some programs always write it. */
const MACRO_TYPES = /<(?:[\w.-]+:)?Override\s[^>]*(?:macroEnabled\.main\+xml|vbaProject|macrosheet)/i;
const LINKS = /(?:^|\/)(?:externalLinks\/|connections\.xml$|queryTables\/)/i;
/** Parts without values. Left out, so that the library does not spend time on them. */
const WITHOUT_VALUES =
  /(?:^|\/)(?:docProps|customXml|drawings|charts|chartsheets|media|embeddings|comments|threadedComments|persons|theme|printerSettings|pivotTables|pivotCache|tables|worksheets\/_rels)\/|comments\d*\.xml$|calcChain\.xml$|\.vml$/i;

const FOREIGN: readonly (readonly [entry: string, name: string])[] = [
  ['xl/workbook.bin', 'XLSB'],
  ['content.xml', 'OpenDocument'],
  ['word/document.xml', 'Word'],
  ['ppt/presentation.xml', 'PowerPoint'],
  ['Index/Document.iwa', 'Numbers'],
];

function requireWorkbook(archive: Archive, contentTypes: string): void {
  const isWorkbook = /spreadsheetml\.(?:sheet|template)\.main\+xml/i.test(contentTypes);
  if (isWorkbook || /ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml/i.test(contentTypes)) return;
  const foreign = FOREIGN.find(([entry]) => archive.entries.has(entry))?.[1];
  throw new WorkbookRefusal('file.unknown-format', foreign ? { found: foreign } : { found: 'ZIP' });
}

function requireHarmlessParts(archive: Archive, contentTypes: string): void {
  const names = [...archive.entries.keys()];
  const macro = names.find((name) => MACROS.test(name));
  if (macro || MACRO_TYPES.test(contentTypes)) throw new WorkbookRefusal('file.macros');
  const link = names.find((name) => LINKS.test(name));
  if (link) throw new WorkbookRefusal('file.external-links', { part: link });
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean);

const unescape = (text: string): string =>
  text.replaceAll(
    /&(?:lt|gt|quot|apos|amp);/g,
    (entity) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" })[entity] ?? '&',
  );

/** Names of the sheets by their parts, for the sentences of refusals; a part that is not found keeps its own name. */
async function sheetTitles(archive: Archive): Promise<Map<string, string>> {
  const workbook = (await archive.part('xl/workbook.xml', LONGEST_LIST))?.toString('utf8') ?? '';
  const relations = (await archive.part('xl/_rels/workbook.xml.rels', LONGEST_LIST))?.toString('utf8') ?? '';
  const names = new Map<string | undefined, string>();
  for (const [tag] of workbook.matchAll(/<(?:[\w.-]+:)?sheet\s[^>]*>/g)) {
    names.set(attribute(tag, 'id'), unescape(attribute(tag, 'name') ?? ''));
  }
  const titles = new Map<string, string>();
  for (const [tag] of relations.matchAll(/<(?:[\w.-]+:)?Relationship\s[^>]*>/g)) {
    const target = attribute(tag, 'Target') ?? '';
    const name = names.get(attribute(tag, 'Id'));
    if (name) titles.set(target.startsWith('/') ? target.slice(1) : `xl/${target}`, name);
  }
  return titles;
}

interface Inspected {
  readonly archive: Archive;
  /** By the sheet's name; the library does not tell. */
  readonly hiddenRows: ReadonlyMap<string, readonly number[]>;
}

/** Inflates every part once without keeping it, so that a refusal costs little memory. */
async function inspect(archive: Archive, limits: WorkbookLimits): Promise<Inspected> {
  const hiddenRows = new Map<string, readonly number[]>();
  const titles = await sheetTitles(archive);
  const usage = { cells: 0 };
  let inflated = 0;
  for (const name of archive.entries.keys()) {
    const title = titles.get(name) ?? name;
    const scanner = XML.test(name) ? xmlScanner({ title, limits, usage }) : undefined;
    for await (const chunk of archive.pieces(name)) {
      inflated += chunk.length;
      if (inflated > limits.inflatedBytes) throw new WorkbookRefusal('file.zip-bomb', { part: name });
      scanner?.push(chunk);
    }
    scanner?.end();
    if (scanner) hiddenRows.set(title, scanner.hiddenRows);
  }
  return { archive, hiddenRows };
}

/** Adds what a Chinese Office need not write out; what the file does write out comes later and counts. */
function withImplicitFormats(styles: Buffer): Buffer {
  const formats = (prefix: string) =>
    [...IMPLICIT_DATE_FORMATS].map(([id, code]) => `<${prefix}numFmt numFmtId="${id}" formatCode="${code}"/>`).join('');
  const text = styles.toString('latin1');
  const listed = text.replace(
    /<((?:[\w.-]+:)?)numFmts(?:\s[^>]*[^/>])?>/,
    (open, prefix: string) => `${open}${formats(prefix)}`,
  );
  if (listed !== text) return Buffer.from(listed, 'latin1');
  const added = text
    .replace(/<(?:[\w.-]+:)?numFmts[^>]*\/>/, '')
    .replace(
      /<((?:[\w.-]+:)?)styleSheet[^>]*>/,
      (open, prefix: string) => `${open}<${prefix}numFmts>${formats(prefix)}</${prefix}numFmts>`,
    );
  return Buffer.from(added, 'latin1');
}

async function fitPart(archive: Archive, name: string): Promise<Buffer> {
  const filter = new PartFilter();
  for await (const chunk of archive.pieces(name)) filter.push(chunk);
  return filter.end();
}

/**
 * The library gets the parts, not the zip: its own reader trusts headers, and might find other parts in a hostile
 * zip than those that were inspected.
 */
async function containerOf(archive: Archive): Promise<unknown> {
  const container = containers.cfb_new();
  let total = 0;
  for (const name of archive.entries.keys()) {
    if (!XML.test(name) || WITHOUT_VALUES.test(name)) continue;
    const part = await fitPart(archive, name);
    total += part.length;
    if (total > LARGEST_TEXT) {
      const facts = { megabytes: megabytes(total), limitMegabytes: megabytes(LARGEST_TEXT) };
      throw new WorkbookRefusal('file.too-large', facts);
    }
    containers.cfb_add(container, name, /styles\d*\.xml$/i.test(name) ? withImplicitFormats(part) : part);
  }
  return container;
}

/** Opens and inspects. @throws WorkbookRefusal for all that is not read in a workbook */
export async function inspectXlsx(
  bytes: Uint8Array,
  limits: WorkbookLimits,
  recognised: () => void,
): Promise<Inspected> {
  const archive = await openArchive(bytes, limits);
  const contentTypes = (await archive.part('[Content_Types].xml', LONGEST_LIST))?.toString('utf8') ?? '';
  requireWorkbook(archive, contentTypes);
  recognised();
  requireHarmlessParts(archive, contentTypes);
  return inspect(archive, limits);
}

function addHiddenRows(book: SheetJsBook, { hiddenRows }: Inspected): void {
  for (const [name, sheet] of Object.entries(book.Sheets)) {
    const rows: RowInfo[] = [];
    for (const row of hiddenRows.get(name) ?? []) rows[row - 1] = { hidden: true };
    sheet['!rows'] = rows;
  }
}

/** As `inspectXlsx`, and reads it. */
export async function openXlsx(
  bytes: Uint8Array,
  limits: WorkbookLimits,
  recognised: () => void,
): Promise<SheetJsBook> {
  const inspected = await inspectXlsx(bytes, limits, recognised);
  const container = await containerOf(inspected.archive);
  try {
    const book = parse_zip(container, { ...SHEETJS_OPTIONS });
    addHiddenRows(book, inspected);
    return book;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new WorkbookRefusal('file.damaged');
  }
}
