import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { unwritable } from './failure.ts';
import { PART_BYTES, SEAL_NAME, partName } from './format.ts';
import { END_BYTES, paddingAfter, tarHeader } from './tar.ts';

const compress = promisify(gzip);

/** The least effort: a third more bytes than the default, in a third of the time. */
const EFFORT = { level: 1 };

/** Writes a backup's entries one after the other, and seals them. */
export class ArchiveWriter {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #bytes = 0;

  /** @param file what failures call it */
  constructor(handle: FileHandle, file: string) {
    this.#handle = handle;
    this.#file = file;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async addEntry(name: string, content: Buffer): Promise<void> {
    await this.#write(tarHeader(name, content.length), content, Buffer.alloc(paddingAfter(content.length)));
  }

  /** Adds the hash of all before it, and ends the archive. */
  async seal(): Promise<void> {
    await this.#write(tarHeader(SEAL_NAME, 64));
    const digits = Buffer.from(this.#hash.copy().digest('hex'), 'latin1');
    await this.#write(digits, Buffer.alloc(paddingAfter(digits.length) + END_BYTES));
  }

  async #write(...blocks: Buffer[]): Promise<void> {
    for (const block of blocks) {
      this.#hash.update(block);
      this.#bytes += block.length;
      try {
        // The form that takes a buffer may write less than all of it; this one goes on until all is written.
        await this.#handle.writeFile(block);
      } catch (error) {
        throw unwritable(this.#file, error);
      }
    }
  }
}

/** Cuts the text of a table into parts, and compresses one while the next is read. */
export class PartWriter {
  readonly #archive: ArchiveWriter;
  readonly #table: number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #parts = 0;
  #last: Promise<void> = Promise.resolve();

  /** @param table the place of the table in the manifest */
  constructor(archive: ArchiveWriter, table: number) {
    this.#archive = archive;
    this.#table = table;
  }

  async add(text: Buffer): Promise<void> {
    let rest = text;
    while (this.#waitingBytes + rest.length >= PART_BYTES) {
      const bytes = PART_BYTES - this.#waitingBytes;
      this.#keep(rest.subarray(0, bytes));
      rest = rest.subarray(bytes);
      await this.#send();
    }
    this.#keep(rest);
  }

  /** Waits until all of the table is written. */
  async end(): Promise<void> {
    if (this.#waitingBytes > 0) await this.#send();
    await this.#last;
  }

  #keep(text: Buffer): void {
    this.#waiting.push(text);
    this.#waitingBytes += text.length;
  }

  async #send(): Promise<void> {
    await this.#last;
    const text = Buffer.concat(this.#waiting);
    const name = partName(this.#table, this.#parts++);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#last = compress(text, EFFORT).then((content) => this.#archive.addEntry(name, content));
    // Whoever awaits it next is told; until then the failure is not an unhandled one.
    this.#last.catch(() => undefined);
  }
}
