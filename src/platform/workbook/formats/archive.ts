import { crc32 } from 'node:zlib';
import { type Entry, type ZipFile, fromBufferPromise } from 'yauzl';
import type { WorkbookLimits } from '../limits.ts';
import { WorkbookRefusal } from '../refusal.ts';

/** A zip whose directory has been read, and nothing else. */
export interface Archive {
  readonly entries: ReadonlyMap<string, Entry>;
  /** The real bytes of a part, in pieces; what its headers say is checked against them. */
  pieces(name: string): AsyncGenerator<Buffer, void, undefined>;
  /** The whole part, refused beyond `limit` bytes. Undefined when there is none. */
  part(name: string, limit: number): Promise<Buffer | undefined>;
}

/** Below this size no ratio is suspicious: a short part of one repeated word compresses very well. */
const RATIO_MATTERS_FROM = 16 * 1024 * 1024;

function damaged(error: unknown): unknown {
  if (error instanceof WorkbookRefusal || error instanceof RangeError) return error;
  return new WorkbookRefusal('file.damaged');
}

async function readDirectory(zip: ZipFile, limits: WorkbookLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.archiveEntries) {
    throw new WorkbookRefusal('file.zip-bomb', { part: `${zip.entryCount}`, entries: zip.entryCount });
  }
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    if (entry.isEncrypted()) throw new WorkbookRefusal('file.encrypted');
    if (entries.has(entry.fileName)) throw new WorkbookRefusal('file.damaged');
    entries.set(entry.fileName, entry);
  }
  return entries;
}

function requireModest(entry: Entry, inflated: number, limits: WorkbookLimits): void {
  const isDense = inflated > RATIO_MATTERS_FROM && inflated / (entry.compressedSize || 1) > limits.inflationRatio;
  if (!isDense && inflated <= limits.inflatedBytes) return;
  throw new WorkbookRefusal('file.zip-bomb', { part: entry.fileName });
}

async function* inflate(zip: ZipFile, entry: Entry, limits: WorkbookLimits): AsyncGenerator<Buffer, void, undefined> {
  // Refused by what it declares before a byte is inflated; then as soon as there is more than declared.
  requireModest(entry, entry.uncompressedSize, limits);
  let inflated = 0,
    checksum = 0;
  try {
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      inflated += chunk.length;
      if (inflated > entry.uncompressedSize) throw new WorkbookRefusal('file.zip-bomb', { part: entry.fileName });
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw damaged(error);
  }
  if (inflated < entry.uncompressedSize || checksum !== entry.crc32) throw new WorkbookRefusal('file.damaged');
}

/** @throws WorkbookRefusal `file.damaged`, `file.encrypted` or `file.zip-bomb`, also later from what it returns */
export async function openArchive(bytes: Uint8Array, limits: WorkbookLimits): Promise<Archive> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let zip: ZipFile, entries: Map<string, Entry>;
  try {
    zip = await fromBufferPromise(buffer, { validateEntrySizes: false });
    entries = await readDirectory(zip, limits);
  } catch (error) {
    throw damaged(error);
  }
  const pieces = (name: string) => {
    const entry = entries.get(name);
    if (!entry) throw new WorkbookRefusal('file.damaged');
    return inflate(zip, entry, limits);
  };
  return {
    entries,
    pieces,
    async part(name, limit) {
      if (!entries.has(name)) return undefined;
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of pieces(name)) {
        length += chunk.length;
        if (length > limit) throw new WorkbookRefusal('file.zip-bomb', { part: name });
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    },
  };
}
