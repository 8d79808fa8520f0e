import { FileRefusal } from './refusal.ts';

/** One part of a form (RFC 7578). Its content is to be read to the end, or left, before the next part is asked for. */
export interface Part {
  readonly name: string;
  /** As the sender says, to be trusted in nothing; undefined for a field of text. */
  readonly filename: string | undefined;
  readonly content: AsyncGenerator<Buffer, void, undefined>;
}

const MAX_HEADER_BYTES = 8 * 1024;
const MAX_PARTS = 200;
const HEADER_END = Buffer.from('\r\n\r\n');

const malformed = () => new FileRefusal('form.malformed');

/** The bytes of a request with a look ahead: holds one piece of the network and a boundary, never a whole part. */
class Reader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** @returns false at the end */
  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#held = Buffer.concat([this.#held, next.value]);
    return true;
  }

  async take(bytes: number): Promise<Buffer> {
    while (this.#held.length < bytes) if (!(await this.#more())) throw malformed();
    return this.#cut(bytes);
  }

  #cut(bytes: number): Buffer {
    const taken = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes);
    return taken;
  }

  /** What comes before `mark`, which is taken too. */
  async takeUntil(mark: Buffer, limit: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at > limit || (at === -1 && this.#held.length > limit + mark.length)) throw malformed();
      if (at !== -1) {
        const taken = this.#cut(at);
        this.#cut(mark.length);
        return taken;
      }
      if (!(await this.#more())) throw malformed();
    }
  }

  /** The pieces before `mark`, which is taken too. */
  async *pieces(mark: Buffer): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at !== -1) {
        if (at > 0) yield this.#cut(at);
        this.#cut(mark.length);
        return;
      }
      // The mark may have begun in the last bytes.
      const safe = this.#held.length - mark.length + 1;
      if (safe > 0) yield this.#cut(safe);
      if (!(await this.#more())) throw malformed();
    }
  }
}

/** @throws FileRefusal `form.malformed` when the request is no form with files */
function boundaryOf(contentType: string | null): string {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? '',
  );
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw malformed();
  return boundary;
}

/** What browsers write for a quote and for line ends in a name (WHATWG HTML, multipart/form-data). */
const unescape = (text: string): string =>
  text.replace(/%22|%0D|%0A/gi, (code) => ({ '%22': '"', '%0D': '\r', '%0A': '\n' })[code.toUpperCase()] ?? code);

function headerOf(text: string): { name: string; filename: string | undefined } {
  const line = text.split('\r\n').find((one) => /^content-disposition\s*:/i.test(one)) ?? '';
  const parameters = new Map<string, string>();
  for (const [, key = '', quoted, plain] of line.matchAll(/;\s*([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g)) {
    parameters.set(key.toLowerCase(), quoted?.replace(/\\(["\\])/g, '$1') ?? plain ?? '');
  }
  const name = parameters.get('name');
  if (!/^content-disposition\s*:\s*form-data\b/i.test(line) || name === undefined) throw malformed();
  const filename = parameters.get('filename');
  return { name: unescape(name), filename: filename === undefined ? undefined : unescape(filename) };
}

/**
 * Reads a form with files as it comes in, in memory that does not grow with it.
 * @throws FileRefusal `form.malformed` for what is cut short or no such form, `form.too-much` for more than 200 parts
 */
export async function* readMultipart(
  body: AsyncIterable<Uint8Array>,
  contentType: string | null,
): AsyncGenerator<Part, void, undefined> {
  const boundary = `--${boundaryOf(contentType)}`;
  const mark = Buffer.from(`\r\n${boundary}`, 'latin1');
  const reader = new Reader(body);
  // Whatever stands before the first boundary has no meaning.
  if ((await reader.take(boundary.length)).toString('latin1') !== boundary) await drain(reader.pieces(mark));
  for (let count = 0; ; count++) {
    const next = (await reader.take(2)).toString('latin1');
    if (next === '--') return;
    if (next !== '\r\n') throw malformed();
    if (count >= MAX_PARTS) throw new FileRefusal('form.too-much');
    const header = (await reader.takeUntil(HEADER_END, MAX_HEADER_BYTES)).toString('utf8');
    const state = { isRead: false };
    const content = (async function* () {
      yield* reader.pieces(mark);
      state.isRead = true;
    })();
    yield { ...headerOf(header), content };
    if (!state.isRead) await drain(reader.pieces(mark));
  }
}

async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  const all = pieces[Symbol.asyncIterator]();
  while ((await all.next()).done !== true);
}
