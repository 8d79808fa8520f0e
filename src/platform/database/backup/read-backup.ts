import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { z } from 'zod';
import { Digest, sameDigest } from './digest.ts';
import { digestOf } from './files.ts';
import { BackupFailure, type Says, damaged, foreign, unreadable } from './failure.ts';
import {
  CONTENTS_NAME,
  Contents,
  type FileDigest,
  FORMAT_VERSION,
  MANIFEST_NAME,
  MAX_ENTRY_BYTES,
  Manifest,
  ManifestHead,
  type OnProgress,
  PART_BYTES,
  SEAL_NAME,
  fileOf,
  fullName,
  partName,
} from './format.ts';
import { BLOCK_BYTES, END_BYTES, paddingAfter, readTarHeader } from './tar.ts';

const decompress = promisify(gunzip);

/** What a backup holds, known to be undamaged. */
export interface VerifiedBackup {
  readonly manifest: Manifest;
  readonly contents: Contents;
  /** Of the whole file. */
  readonly bytes: number;
}

interface Entry {
  readonly name: string;
  readonly content: Buffer;
}

const CUT_SHORT: Says = { zh: '文件不完整', en: 'it is cut short' };
const CHANGED: Says = { zh: '校验和不符', en: 'a checksum differs' };
const MALFORMED: Says = { zh: '内容无法识别', en: 'its contents make no sense' };

/** The last bytes: 64 digits, what fills their block, and the end of the archive. */
const SEAL_BYTES = BLOCK_BYTES + END_BYTES;

/** A backup file that is open for reading, read from its beginning as often as needed. */
export class BackupFile {
  readonly path: string;
  readonly bytes: number;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, bytes: number) {
    this.path = path;
    this.#handle = handle;
    this.bytes = bytes;
  }

  /** @throws BackupFailure `backup.unreadable` */
  static async open(path: string): Promise<BackupFile> {
    try {
      const handle = await open(path, 'r');
      const stat = await handle.stat();
      if (stat.isFile()) return new BackupFile(path, handle, stat.size);
      await handle.close();
    } catch (error) {
      throw unreadable(path, error);
    }
    throw unreadable(path, new Error('not a file'));
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** @throws BackupFailure `backup.damaged` when the file ends before that */
  async read(at: number, bytes: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(bytes);
    let done = 0;
    while (done < bytes) {
      const { bytesRead } = await this.#handle.read(buffer, done, bytes - done, at + done).catch((error: unknown) => {
        throw unreadable(this.path, error);
      });
      if (bytesRead === 0) throw damaged(this.path, CUT_SHORT);
      done += bytesRead;
    }
    return buffer;
  }

  /** The entries up to the seal, in order. */
  async *entries(): AsyncGenerator<Entry> {
    for (let at = 0; ;) {
      const header = readTarHeader(await this.read(at, BLOCK_BYTES));
      if (!header || header.bytes > MAX_ENTRY_BYTES) throw damaged(this.path, MALFORMED);
      if (header.name === SEAL_NAME) return;
      const content = await this.read(at + BLOCK_BYTES, header.bytes);
      yield { name: header.name, content };
      at += BLOCK_BYTES + header.bytes + paddingAfter(header.bytes);
    }
  }
}

async function checkSeal(file: BackupFile, onProgress?: OnProgress): Promise<void> {
  const sealAt = file.bytes - SEAL_BYTES;
  if (sealAt < BLOCK_BYTES) throw damaged(file.path, CUT_SHORT);
  const hash = createHash('sha256');
  for (let at = 0; at < sealAt; at += PART_BYTES) {
    hash.update(await file.read(at, Math.min(PART_BYTES, sealAt - at)));
    onProgress?.({ step: 'verify', doneBytes: at, totalBytes: 2 * file.bytes });
  }
  const seal = Buffer.alloc(SEAL_BYTES);
  seal.write(hash.digest('hex'), 'latin1');
  if (!seal.equals(await file.read(sealAt, SEAL_BYTES))) throw damaged(file.path, CHANGED);
}

function parse<Schema extends z.ZodType>(file: BackupFile, schema: Schema, content: Buffer): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(content.toString('utf8')));
  } catch (error) {
    throw damaged(file.path, MALFORMED, { cause: error });
  }
}

function parseManifest(file: BackupFile, content: Buffer): Manifest {
  const { formatVersion } = parse(file, ManifestHead, content);
  if (formatVersion > FORMAT_VERSION) {
    throw new BackupFailure('backup.too-new', {
      zh: `备份文件 ${file.path} 由更新版本的践诺生成(格式 ${formatVersion}),未作任何改动。请先升级本程序。`,
      en: `The backup ${file.path} was made by a newer Jiannuo (format ${formatVersion}); nothing was changed. Upgrade this one first.`,
    });
  }
  return parse(file, Manifest, content);
}

async function inflate(file: BackupFile, content: Buffer): Promise<Buffer> {
  try {
    return await decompress(content, { maxOutputLength: PART_BYTES });
  } catch (error) {
    throw damaged(file.path, MALFORMED, { cause: error });
  }
}

/** The entries after the manifest: the text of each table in parts, the files, then the contents. */
async function checkEntries(file: BackupFile, onProgress?: OnProgress): Promise<Omit<VerifiedBackup, 'bytes'>> {
  let manifest: Manifest | undefined;
  let contents: Contents | undefined;
  let read = file.bytes;
  let digests: Digest[] = [];
  const files: FileDigest[] = [];
  let table = 0;
  let part = 0;
  for await (const { name, content } of file.entries()) {
    read += content.length;
    onProgress?.({ step: 'verify', doneBytes: read, totalBytes: 2 * file.bytes });
    if (!manifest) {
      manifest = parseManifest(file, content);
      digests = manifest.tables.map(() => new Digest());
      continue;
    }
    if (contents) throw damaged(file.path, MALFORMED);
    if (name === CONTENTS_NAME) {
      contents = parse(file, Contents, content);
      continue;
    }
    const path = fileOf(name);
    if (path !== undefined) {
      files.push(digestOf(path, content));
      continue;
    }
    if (files.length > 0) throw damaged(file.path, MALFORMED);
    if (name !== partName(table, part)) {
      part = 0;
      table = digests.findIndex((_, at) => at > table && name === partName(at, 0));
    }
    const digest = digests[table];
    if (!digest) throw damaged(file.path, MALFORMED);
    part++;
    digest.add(await inflate(file, content));
  }
  if (!manifest || contents?.tables.length !== manifest.tables.length) throw damaged(file.path, MALFORMED);
  if (!contents.tables.every((stated, at) => sameDigest(stated, digests[at]?.result() ?? stated))) {
    throw damaged(file.path, CHANGED);
  }
  if (JSON.stringify(contents.files) !== JSON.stringify(files)) throw damaged(file.path, CHANGED);
  return { manifest, contents };
}

/**
 * Reads all of an open backup and checks every byte of it.
 * @throws BackupFailure `backup.foreign`, `backup.damaged`, `backup.too-new`, `backup.unreadable`
 */
export async function verifyOpenBackup(file: BackupFile, onProgress?: OnProgress): Promise<VerifiedBackup> {
  const start = await file.read(0, Math.min(file.bytes, BLOCK_BYTES));
  if (!start.toString('latin1').startsWith(`${MANIFEST_NAME}\x00`)) throw foreign(file.path);
  await checkSeal(file, onProgress);
  return { ...(await checkEntries(file, onProgress)), bytes: file.bytes };
}

/**
 * Reads all of a backup and checks every byte of it; needs no database.
 * @throws BackupFailure `backup.foreign`, `backup.damaged`, `backup.too-new`, `backup.unreadable`
 */
export async function verifyBackup(path: string, onProgress?: OnProgress): Promise<VerifiedBackup> {
  const file = await BackupFile.open(path);
  try {
    return await verifyOpenBackup(file, onProgress);
  } finally {
    await file.close();
  }
}

/** The texts of the tables in the order of the file, from a backup that was verified: one iterator for each table. */
export async function* readTexts(file: BackupFile, manifest: Manifest): AsyncGenerator<TableText> {
  const parts = file.entries();
  await parts.next();
  let next = await parts.next();
  for (const [at, table] of manifest.tables.entries()) {
    yield {
      at,
      name: fullName(table),
      async *text() {
        for (let part = 0; !next.done && next.value.name === partName(at, part); part++) {
          yield await inflate(file, next.value.content);
          next = await parts.next();
        }
      },
    };
  }
}

export interface TableText {
  /** The place of the table in the manifest. */
  readonly at: number;
  readonly name: string;
  /** To be read to its end before the next table is asked for. */
  text(): AsyncGenerator<Buffer>;
}

/** The files of a backup that was verified, in its order. */
export async function* readFiles(backup: BackupFile): AsyncGenerator<{ file: string; content: Buffer }> {
  for await (const { name, content } of backup.entries()) {
    const file = fileOf(name);
    if (file !== undefined) yield { file, content };
  }
}
