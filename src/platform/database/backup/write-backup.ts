import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type pg from 'pg';
import { toInstantText } from '../database.ts';
import { ArchiveWriter, PartWriter } from './archive-writer.ts';
import { inLoadingOrder, readForeignKeys, readMigrations, readSequences, readTables } from './catalogue.ts';
import { BackupFailure, unwritable } from './failure.ts';
import { type BackedUpFiles, writeFiles } from './files.ts';
import {
  CONTENTS_NAME,
  FORMAT,
  FORMAT_VERSION,
  MANIFEST_NAME,
  type Manifest,
  type OnProgress,
  type TableDigest,
  fullName,
} from './format.ts';
import { type VerifiedBackup, verifyBackup } from './read-backup.ts';
import { digestRows, lockShape, withSnapshot } from './session.ts';

export interface WriteBackupOptions {
  readonly productVersion: string;
  readonly madeAt: Temporal.Instant;
  /** Whether a file that is there already may be replaced; refused unless set. */
  readonly overwrite?: boolean;
  readonly onProgress?: OnProgress;
  /** None when the store has no files. */
  readonly files?: BackedUpFiles;
}

export interface BackupSummary {
  readonly file: string;
  /** Of the file. */
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Files that rows point to and that were lost before the backup. */
  readonly missing: readonly string[];
  readonly manifest: Manifest;
}

/** @returns what can be told of a backup that was verified */
export function summarise(file: string, { manifest, contents, bytes }: VerifiedBackup): BackupSummary {
  const rows = contents.tables.reduce((sum, table) => sum + table.rows, 0);
  const { files, missing } = contents;
  return { file, bytes, tables: manifest.tables.length, rows, files: files.length, missing, manifest };
}

const asJson = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`, 'utf8');

async function readManifest(client: pg.ClientBase, options: WriteBackupOptions): Promise<Manifest> {
  const shapes = await readTables(client);
  await lockShape(client, shapes);
  const version = await client.query<{ server_version: string }>('show server_version');
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    productVersion: options.productVersion,
    postgresVersion: version.rows[0]?.server_version ?? '',
    madeAt: toInstantText(options.madeAt),
    migrations: await readMigrations(client),
    tables: inLoadingOrder(shapes, await readForeignKeys(client)),
  };
}

async function writeStore(client: pg.ClientBase, archive: ArchiveWriter, options: WriteBackupOptions): Promise<void> {
  const manifest = await readManifest(client, options);
  await archive.addEntry(MANIFEST_NAME, asJson(manifest));
  const tables: TableDigest[] = [];
  let doneBytes = 0;
  for (const [at, table] of manifest.tables.entries()) {
    const parts = new PartWriter(archive, at);
    const digest = await digestRows(client, table, async (text) => {
      await parts.add(text);
      doneBytes += text.length;
      options.onProgress?.({ step: 'write', table: fullName(table), doneBytes });
    });
    await parts.end();
    tables.push(digest);
  }
  const files = await writeFiles(client, archive, options.files);
  await archive.addEntry(CONTENTS_NAME, asJson({ tables, ...files, sequences: await readSequences(client) }));
  await archive.seal();
}

async function refuseExisting(file: string): Promise<void> {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new BackupFailure('backup.exists', {
    zh: `${file} 已存在,未作任何改动。请换一个文件名,或先将其移走。`,
    en: `${file} is there already; nothing was changed. Choose another name, or move it away first.`,
  });
}

/** Anew each time: what a crash left behind is not appended to, and a link is not followed. Holds personal data. */
async function openPart(part: string, file: string): Promise<FileHandle> {
  try {
    await rm(part, { force: true });
    return await open(part, 'wx', 0o600);
  } catch (error) {
    throw unwritable(file, error);
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing as a folder that is flushed.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/**
 * Writes all rows of a store to a file, as of one instant, while others go on writing to the store. The file is read
 * back and checked before it gets its name: under that name there is a whole backup or none. It is readable by its
 * owner alone. Memory does not grow with the store, only with its largest single row or file.
 * @param connection as a role that may read every table: the owner
 * @throws BackupFailure `backup.exists`, `backup.unwritable`, `store.unavailable`, `store.no-rights`
 */
export async function writeBackup(
  connection: pg.PoolConfig,
  file: string,
  options: WriteBackupOptions,
): Promise<BackupSummary> {
  if (!options.overwrite) await refuseExisting(file);
  const part = `${file}.part`;
  const handle = await openPart(part, file);
  try {
    try {
      const write = () =>
        withSnapshot(connection, (client) => writeStore(client, new ArchiveWriter(handle, file), options));
      // From before the snapshot on: whatever its rows point to is there until it has been copied.
      await (options.files === undefined ? write() : options.files.store.hold(write));
      await handle.sync();
    } finally {
      await handle.close();
    }
    const verified = await verifyBackup(part, options.onProgress);
    if (!options.overwrite) await refuseExisting(file);
    await rename(part, file);
    await syncFolder(dirname(file));
    return summarise(file, verified);
  } catch (error) {
    await rm(part, { force: true });
    throw error instanceof Error && 'syscall' in error ? unwritable(file, error) : error;
  }
}
