import { fileTypeFromBuffer } from 'file-type';
import { FileRefusal } from './refusal.ts';

export const PICTURE_FORMATS = ['jpeg', 'png', 'webp', 'gif'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export const DOCUMENT_FORMATS = ['pdf', 'docx', 'xlsx'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export type Recognised =
  | { readonly kind: 'picture'; readonly format: PictureFormat }
  | { readonly kind: 'document'; readonly format: DocumentFormat };

const FORMATS: Readonly<Record<string, Recognised>> = {
  jpg: { kind: 'picture', format: 'jpeg' },
  png: { kind: 'picture', format: 'png' },
  webp: { kind: 'picture', format: 'webp' },
  gif: { kind: 'picture', format: 'gif' },
  pdf: { kind: 'document', format: 'pdf' },
  docx: { kind: 'document', format: 'docx' },
  xlsx: { kind: 'document', format: 'xlsx' },
};

/** Phones write HEIC with a codec that the decoder has no licence for. */
const HEIC = /^(heic|heif|heics|heix)$/;
const MACROS = /^(docm|dotm|xlsm|xltm|pptm)$/;

/**
 * What a file is, by its content: neither its name nor what the sender calls it is looked at.
 * @throws FileRefusal for everything that is not on the list
 */
export async function recognise(bytes: Buffer): Promise<Recognised> {
  if (bytes.length === 0) throw new FileRefusal('file.empty');
  const { ext } = (await fileTypeFromBuffer(bytes).catch(() => undefined)) ?? { ext: '' };
  const known = FORMATS[ext];
  if (known !== undefined) return known;
  if (HEIC.test(ext)) throw new FileRefusal('file.heic');
  if (MACROS.test(ext)) throw new FileRefusal('file.macros');
  if (ext === 'cfb') throw new FileRefusal(isEncryptedOffice(bytes) ? 'file.encrypted' : 'file.not-allowed');
  throw new FileRefusal('file.not-allowed');
}

/** Office programs put a document with a password into the old container, under this name. */
function isEncryptedOffice(bytes: Buffer): boolean {
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

const ZIP_END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
/** A zip's last record, and the longest comment that may follow it. */
const ZIP_END_BYTES = 22;
const ZIP_TAIL_BYTES = ZIP_END_BYTES + 0xffff;

/** Whether some program would read the end of these bytes as a zip (a JAR, an office document). */
export function endsAsZip(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - ZIP_TAIL_BYTES);
  for (let at = bytes.lastIndexOf(ZIP_END); at >= from; at = bytes.lastIndexOf(ZIP_END, at - 1)) {
    const isWhole = at + ZIP_END_BYTES <= bytes.length;
    if (isWhole && at + ZIP_END_BYTES + bytes.readUInt16LE(at + 20) <= bytes.length) return true;
    if (at === 0) break;
  }
  return false;
}
