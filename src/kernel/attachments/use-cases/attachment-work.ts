import type { FileStore } from '#platform/files/file-store.ts';
import { type Actor, type Stage, ask } from '../../use-case/define-use-case.ts';
import { readFileUse } from './read-attachment.ts';

/** What work on attachments needs beside the database: the files. */
export interface AttachmentWork {
  readonly stage: Stage;
  readonly files: FileStore;
}

/** Removes files that rows have let go of, unless other rows point to the same. */
export async function dropUnused(
  { stage, files }: AttachmentWork,
  actor: Actor,
  sha256s: readonly (string | null)[],
): Promise<void> {
  const named = sha256s.filter((sha256) => sha256 !== null);
  await files.drop(named, (sha256) => ask(stage, actor, { query: readFileUse, input: { sha256 } }));
}
