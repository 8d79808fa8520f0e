import { createHash } from 'node:crypto';
import type { TableDigest } from './format.ts';

const LINE_FEED = 0x0a;

/** Counts and hashes COPY text as it comes. A row is a line: a line feed within a value is written as `\n`. */
export class Digest {
  readonly #hash = createHash('sha256');
  #rows = 0;
  #bytes = 0;

  add(text: Buffer): void {
    this.#hash.update(text);
    this.#bytes += text.length;
    for (let at = text.indexOf(LINE_FEED); at !== -1; at = text.indexOf(LINE_FEED, at + 1)) this.#rows++;
  }

  /** To be called once, after the last text. */
  result(): TableDigest {
    return { rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

export const sameDigest = (a: TableDigest, b: TableDigest): boolean =>
  a.rows === b.rows && a.bytes === b.bytes && a.sha256 === b.sha256;
