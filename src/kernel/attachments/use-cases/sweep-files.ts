import { z } from 'zod';
import { type Actor, ask, defineQuery } from '../../use-case/define-use-case.ts';
import { findFilesInUse } from '../store/files-in-use.ts';
import type { AttachmentWork } from './attachment-work.ts';

/** No request takes an hour: a file that is older and that no row points to was left by a crash, or by a form given up. */
const LEFT_AFTER_MS = 3_600_000;

export const readFilesInUse = defineQuery({
  name: 'kernel.read-files-in-use',
  input: z.object({}),
  by: ['clock'],
  read: ({ tx }): Promise<string[]> => findFilesInUse(tx),
});

/** Removes the files that no row points to. @returns how many */
export async function sweepFiles({ stage, files }: AttachmentWork, actor: Actor): Promise<number> {
  const before = stage.recordedNow().epochMilliseconds - LEFT_AFTER_MS;
  const needed = new Set(await ask(stage, actor, { query: readFilesInUse, input: {} }));
  return files.sweep({ before, isNeeded: (path) => needed.has(path) });
}
