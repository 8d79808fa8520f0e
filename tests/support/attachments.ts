import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttachmentWork } from '#kernel/index.server.ts';
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
