import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Attachment } from '#kernel/contract.ts';
import { type Actor, type AttachmentWork, ask, readAttachment } from '#kernel/index.server.ts';
import { FileStore } from '#platform/files/file-store.ts';
import { test as base } from './deputies.ts';

/** A test with a store and a folder of files of its own. */
export const test = base.extend<{ work: AttachmentWork }>({
  work: async ({ stage }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'jiannuo-attachments-'));
    await use({ stage, files: new FileStore(folder) });
    rmSync(folder, { recursive: true });
  },
});

/** The names of all files, `received/…` and kept ones. */
export function filesIn({ files }: Pick<AttachmentWork, 'files'>): string[] {
  const all = readdirSync(files.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return all.map(({ parentPath, name }) => join(parentPath, name).slice(files.folder.length + 1)).toSorted();
}

type Row = Attachment & { readonly original: string | null; readonly sha256: string | null };

/** What the store says of an attachment, by the names of its columns. */
export async function rowOf({ stage }: AttachmentWork, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select * from kernel.attachment where id = ${id}`.execute(stage.database);
  const [row] = rows;
  if (row === undefined) throw new Error('there is no such attachment');
  return row;
}

/** What somebody gets who asks for a picture. */
export const seen = (work: AttachmentWork, who: Actor, id: string) =>
  ask(work.stage, who, { query: readAttachment, input: { id, size: 'large' } });

export const notFound = expect.objectContaining({ kind: 'not-found', code: 'attachments.not-found' }) as unknown;
