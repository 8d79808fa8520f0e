import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { FileStore } from '../../files/file-store.ts';
import type { ArchiveWriter } from './archive-writer.ts';
import { type FileDigest, fileEntry } from './format.ts';

/** The files beside the database that a backup carries. */
export interface BackedUpFiles {
  readonly store: FileStore;
  /** The files that the rows of a snapshot point to, each with the hash of its content, in an order that does not vary. */
  readonly inUse: (client: pg.ClientBase) => Promise<readonly { readonly file: string; readonly sha256: string }[]>;
}

export function digestOf(file: string, content: Buffer): FileDigest {
  return { file, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** Adds the files of a snapshot to an archive, one after the other. @returns those added, and those that were lost */
export async function writeFiles(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  files: BackedUpFiles | undefined,
): Promise<{ files: FileDigest[]; missing: string[] }> {
  const written: FileDigest[] = [];
  const missing: string[] = [];
  for (const { file, sha256 } of (await files?.inUse(client)) ?? []) {
    const content = await readFile(join(files?.store.folder ?? '', file)).catch(() => undefined);
    const digest = content === undefined ? undefined : digestOf(file, content);
    if (content === undefined || digest?.sha256 !== sha256) {
      missing.push(file);
      continue;
    }
    await archive.addEntry(fileEntry(file), content);
    written.push(digest);
  }
  return { files: written, missing };
}
