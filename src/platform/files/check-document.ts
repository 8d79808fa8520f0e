import { workbookLimits } from '../workbook/limits.ts';
import { type Archive, openArchive } from '../workbook/formats/archive.ts';
import { WorkbookRefusal } from '../workbook/refusal.ts';
import { type DocumentFormat, endsAsZip } from './recognise.ts';
import { FileRefusal, type FileRefusalCode } from './refusal.ts';

const LIMITS = { ...workbookLimits, inflatedBytes: 200 * 1024 * 1024 };

/** What an office document needs, and what runs when it is opened. */
const MAIN_PART: Readonly<Record<'docx' | 'xlsx', string>> = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' };
const RUNS = /vbaProject|vbaData|\.(bin|exe|dll|js|vbs|hta|html?)$|\/(activeX|embeddings|macrosheets)\//i;
/** Settings of a printer are the one binary part that plain documents carry. */
const HARMLESS = /\/printerSettings\/[^/]+\.bin$/i;
const MACRO_TYPE = /macroEnabled|vnd\.ms-office\.vbaProject/i;

const OF_ARCHIVE: Readonly<Record<string, FileRefusalCode>> = {
  'file.zip-bomb': 'file.zip-bomb',
  'file.encrypted': 'file.encrypted',
};

async function checkParts(archive: Archive, format: 'docx' | 'xlsx'): Promise<void> {
  const names = [...archive.entries.keys()];
  if (names.some((name) => RUNS.test(name) && !HARMLESS.test(name))) throw new FileRefusal('file.macros');
  const types = (await archive.part('[Content_Types].xml', 1024 * 1024))?.toString('utf8');
  if (types === undefined || !archive.entries.has(MAIN_PART[format])) throw new FileRefusal('file.damaged');
  if (MACRO_TYPE.test(types)) throw new FileRefusal('file.macros');
  let inflated = 0;
  for (const name of names) {
    for await (const piece of archive.pieces(name)) {
      inflated += piece.length;
      if (inflated > LIMITS.inflatedBytes) throw new FileRefusal('file.zip-bomb');
    }
  }
}

async function checkOffice(bytes: Buffer, format: 'docx' | 'xlsx'): Promise<void> {
  // A zip is read from its end: what stands before it, or after, may be a file of another kind.
  if (bytes.readUInt32LE(0) !== 0x04034b50) throw new FileRefusal('file.disguised');
  const tail = bytes.subarray(-22);
  if (tail.readUInt32LE(0) !== 0x06054b50) throw new FileRefusal('file.disguised');
  if (bytes.subarray(0, 1024).includes('%PDF-')) throw new FileRefusal('file.disguised');
  try {
    await checkParts(await openArchive(bytes, LIMITS), format);
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    if (error instanceof WorkbookRefusal) throw new FileRefusal(OF_ARCHIVE[error.code] ?? 'file.damaged');
    throw new FileRefusal('file.damaged', { cause: error });
  }
}

/** Names that make a reader run or fetch something, also with letters written as `#xx`. */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])/;

function checkPdf(bytes: Buffer): void {
  if (bytes.toString('latin1', 0, 5) !== '%PDF-' || endsAsZip(bytes)) throw new FileRefusal('file.disguised');
  if (!bytes.subarray(-1024).includes('%%EOF')) throw new FileRefusal('file.damaged');
  const text = bytes.toString('latin1').replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => {
    return String.fromCharCode(Number.parseInt(code, 16));
  });
  if (/\/Encrypt(?![A-Za-z])/.test(text)) throw new FileRefusal('file.encrypted');
  if (ACTIVE.test(text)) throw new FileRefusal('file.active');
}

/**
 * Looks for what is harmful or broken in a document that is handed on as it is.
 * @throws FileRefusal saying what
 */
export async function checkDocument(bytes: Buffer, format: DocumentFormat): Promise<void> {
  if (format === 'pdf') checkPdf(bytes);
  else await checkOffice(bytes, format);
}
