import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileRefusal } from './refusal.ts';
import { Locks } from './locks.ts';

const SHA256 = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HOLD = /^hold-/;
/** A backup that was cut off leaves its hold behind; no backup takes a day. */
const HOLD_MS = 24 * 3_600_000;

/** A file as it came, kept under a name of ours until it has been dealt with. */
export interface Incoming {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: string;
}

const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing as a folder that is flushed.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Makes a folder that survives a crash: its name is flushed in the folder that it lies in. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first !== undefined) await syncFolder(dirname(first));
}

async function writeAll(handle: FileHandle, chunks: AsyncIterable<Uint8Array>, limit: number) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limit) throw new FileRefusal('file.too-large');
    hash.update(chunk);
    await handle.writeFile(chunk);
  }
  if (bytes === 0) throw new FileRefusal('file.empty');
  await handle.sync();
  return { bytes, sha256: hash.digest('hex') };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Files outside of the database, in one folder of one server process: what comes in under `received/<uuid>`, what is
 * kept under the hash of its content (`ab/cdef…`), so that equal files are there once. A name is there only when the
 * whole file is, flushed to the disk. A database row points to a name after that, and lets it go before it is removed.
 */
export class FileStore {
  readonly folder: string;
  readonly #locks = new Locks();

  /** @param folder absolute; made with the first file */
  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Writes what comes in, piece by piece, and flushes it.
   * @throws FileRefusal `file.too-large` as soon as it is, `file.empty`; nothing is left then
   */
  async receive(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Incoming> {
    const id = randomUUID();
    const name = this.#incoming(id);
    await makeFolder(dirname(name));
    const part = `${name}.part`;
    try {
      const handle = await open(part, 'wx', 0o600);
      const facts = await writeAll(handle, chunks, limit).finally(() => handle.close());
      await rename(part, name);
      await syncFolder(dirname(name));
      return { id, ...facts };
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  readIncoming(id: string): Promise<Buffer> {
    return readFile(this.#incoming(id));
  }

  /** Removes one that came in; none there is none. */
  async dropIncoming(id: string): Promise<void> {
    if (!(await this.isHeld())) await rm(this.#incoming(id), { force: true });
  }

  /**
   * Keeps contents under their hashes while `use` makes rows point to them. Until it has ended, none of them is removed.
   * @returns what `use` returns
   */
  keep<Result>(contents: readonly Buffer[], use: (sha256s: readonly string[]) => Promise<Result>): Promise<Result> {
    const names = contents.map(sha256Of);
    return this.#locks.run(names, async () => {
      for (const [at, content] of contents.entries()) await this.#put(this.pathOf(names[at] ?? ''), content);
      return use(names);
    });
  }

  /** @throws an error of code ENOENT when there is none */
  read(sha256: string): Promise<Buffer> {
    return readFile(this.pathOf(sha256));
  }

  /** Puts back a file of a backup under the name that it had. @param file its path in the folder */
  async restore(file: string, content: Buffer): Promise<void> {
    const [folder = '', name = ''] = file.split('/');
    const isIncoming = folder === 'received';
    if (!isIncoming && sha256Of(content) !== `${folder}${name}`) throw new Error('not the content of its name');
    await this.#put(isIncoming ? this.#incoming(name) : this.pathOf(`${folder}${name}`), content);
  }

  /** Removes those that nothing points to, unless a backup is being written: the sweep removes them later. */
  async drop(sha256s: readonly string[], isUsed: (sha256: string) => Promise<boolean>): Promise<void> {
    for (const sha256 of new Set(sha256s)) {
      await this.#locks.run([sha256], async () => {
        if ((await isUsed(sha256)) || (await this.isHeld())) return;
        await rm(this.pathOf(sha256), { force: true });
      });
    }
  }

  /**
   * Removes what nothing points to and has been there for a while: what a crash between file and row has left.
   * @param rules `before` in milliseconds since 1970, by the machine's clock; `isNeeded` is asked for a path in the
   *   folder, and need not know of files that were kept since: those are younger
   * @returns how many files are gone
   */
  async sweep(rules: { readonly before: number; readonly isNeeded: (path: string) => boolean }): Promise<number> {
    if (await this.isHeld()) return 0;
    const folders = (await namesIn(this.folder)).filter((name) => name === 'received' || /^[0-9a-f]{2}$/.test(name));
    let removed = 0;
    for (const folder of folders) {
      for (const name of await namesIn(join(this.folder, folder))) {
        if (rules.isNeeded(`${folder}/${name}`)) continue;
        const path = join(this.folder, folder, name);
        await this.#locks.run([`${folder}${name}`], async () => {
          const found = await stat(path).catch(() => undefined);
          if (found === undefined || found.mtimeMs >= rules.before) return;
          await rm(path, { force: true });
          removed += 1;
        });
      }
    }
    return removed;
  }

  /** While `use` runs nothing is removed, by this process or another: every file that a row names can be copied. */
  async hold<Result>(use: () => Promise<Result>): Promise<Result> {
    await makeFolder(this.folder);
    const mark = join(this.folder, `hold-${randomUUID()}`);
    const handle = await open(mark, 'wx', 0o600);
    await handle.close();
    return use().finally(() => rm(mark, { force: true }));
  }

  async isHeld(): Promise<boolean> {
    for (const name of (await namesIn(this.folder)).filter((one) => HOLD.test(one))) {
      const found = await stat(join(this.folder, name)).catch(() => undefined);
      if (found !== undefined && performance.timeOrigin + performance.now() - found.mtimeMs < HOLD_MS) return true;
    }
    return false;
  }

  /** @throws for what is no hash: no other path can be made of it */
  pathOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('not the name of a file of ours');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2));
  }

  #incoming(id: string): string {
    if (!UUID.test(id)) throw new Error('not the name of a file of ours');
    return join(this.folder, 'received', id);
  }

  /** Anew even when it is there: a file that a fault of the disk has cut short is whole again. */
  async #put(path: string, content: Buffer): Promise<void> {
    await makeFolder(dirname(path));
    const part = `${path}.${randomUUID()}.part`;
    try {
      const handle = await open(part, 'wx', 0o600);
      await handle
        .writeFile(content)
        .then(() => handle.sync())
        .finally(() => handle.close());
      await rename(part, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }
}
