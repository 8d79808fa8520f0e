import { type FileHandle, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const MEGABYTE = 1024 * 1024;

/** Below this the product refuses to write: PostgreSQL stops hard when it cannot write its log. */
export const LOW_DISK_BYTES = 512 * MEGABYTE;

/** Freed when the disk is low, so that recovery after a crash has room to write. */
export const BALLAST_BYTES = 64 * MEGABYTE;

/** How the system is asked; tests answer in its place. */
export type AskSpace = (folder: string) => Promise<{ readonly bavail: number; readonly bsize: number }>;

/** @returns the bytes that may still be written where `folder` lies, without what the system keeps for root */
export async function freeSpace(folder: string, ask: AskSpace = statfs): Promise<number> {
  const { bavail, bsize } = await ask(folder);
  return bavail * bsize;
}

/** Whether there is so little room that nothing more is to be written; reading goes on. */
export async function isDiskLow(folder: string, ask: AskSpace = statfs): Promise<boolean> {
  return (await freeSpace(folder, ask)) < LOW_DISK_BYTES;
}

const ballastIn = (folder: string): string => join(folder, 'ballast');

/** @returns whether there was a ballast to throw overboard */
async function freeBallast(folder: string): Promise<boolean> {
  const size = await stat(ballastIn(folder)).then(
    (found) => found.size,
    () => undefined,
  );
  await rm(ballastIn(folder), { force: true });
  return size !== undefined;
}

/** Frees the ballast when the disk is low: to call before PostgreSQL is started. @returns whether it did */
export async function freeBallastIfLow(folder: string, ask: AskSpace = statfs): Promise<boolean> {
  return (await isDiskLow(folder, ask)) && (await freeBallast(folder));
}

/** Random, because a file system may keep zeros without giving them room. */
async function fill(file: FileHandle): Promise<void> {
  const block = randomBytes(MEGABYTE);
  for (let written = 0; written < BALLAST_BYTES; written += MEGABYTE) await file.write(block);
  await file.sync();
}

/**
 * Makes the ballast if it is missing and leaves room enough. A disk that fills meanwhile is no failure: there is no
 * ballast then, and the next call tries again.
 */
export async function makeBallast(folder: string, ask: AskSpace = statfs): Promise<void> {
  const unfinished = `${ballastIn(folder)}.new`;
  try {
    const { size } = await stat(ballastIn(folder)).catch(() => ({ size: 0 }));
    if (size >= BALLAST_BYTES || (await freeSpace(folder, ask)) < LOW_DISK_BYTES + 2 * BALLAST_BYTES) return;
    const file = await open(unfinished, 'w', 0o600);
    await fill(file).finally(() => file.close());
    await rename(unfinished, ballastIn(folder));
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}
