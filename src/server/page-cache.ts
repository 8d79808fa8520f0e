import { createHash } from 'node:crypto';
import { type IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { LRUCache } from 'lru-cache';

/** A page as it goes out, kept until the store changes. */
interface Kept {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  readonly etag: string;
}

type Encoding = 'br' | 'gzip' | 'identity';
type Next = (request: IncomingMessage, response: ServerResponse) => void;

const MAX_BYTES = 16 * 1024 * 1024;
/** Below it, packing costs more than it saves. */
const WORTH_PACKING = 512;
const PACKED_TYPES = /^(text\/|application\/(json|problem\+json|javascript|manifest\+json)|image\/svg)/;
/** Pages whose content depends on who asks. */
const PRIVATE = /^\/(en\/)?(office|me|account|sign-in|invitation|reset|attachments|confirm)(\/|$|\?)/;
/** Whoever is signed in asks the API for themselves. */
const SESSION = /(?:^|;\s*)(?:__Host-)?jiannuo\.session_token=/;
/** The reader's size of type, under the name that the pages read it by. */
const LARGE = /(?:^|;\s*)type=large(?:;|$)/;
const LARGE_SECURE = /(?:^|;\s*)__Host-type=large(?:;|$)/;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

function encodingFor(request: IncomingMessage): Encoding {
  const accepted = request.headers['accept-encoding'] ?? '';
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

function pack(body: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'identity') return body;
  return encoding === 'br' ? brotliCompressSync(body, BROTLI) : gzipSync(body);
}

function bufferOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === 'string')
    return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as 'utf8') : 'utf8');
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0);
}

/**
 * Answers public pages from memory, as long as neither the store nor the business day has changed: strong ETags, 304,
 * and packed once. What is not public goes through untouched.
 */
export class PageCache {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ body }) => body.length + 512,
    ttl: 60_000,
  });
  private readonly next: Next;
  private readonly businessDay: () => string;
  /** The keys of pages that are being made; a change takes away those that it concerns, and they are not kept. */
  private readonly making = new Map<symbol, string>();
  private isTrusted = false;

  constructor(next: Next, businessDay: () => string) {
    this.next = next;
    this.businessDay = businessDay;
  }

  /** The store has changed. @param about an id: only pages with it in their address show the change */
  clear(about = ''): void {
    for (const [made, key] of this.making) if (key.includes(about)) this.making.delete(made);
    if (about === '') this.kept.clear();
    else for (const key of this.kept.keys()) if (key.includes(about)) this.kept.delete(key);
  }

  /** Whether changes are heard of; while they are not, nothing is answered from memory. */
  trust(isTrusted: boolean): void {
    this.isTrusted = isTrusted;
    this.clear();
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '/';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isTheirs = url.startsWith('/api/') && SESSION.test(request.headers.cookie ?? '');
    if (!isRead || isTheirs || PRIVATE.test(url)) {
      this.next(request, response);
      return;
    }
    const encoding = encodingFor(request);
    const key = this.keyOf(request, encoding);
    const kept = this.isTrusted ? this.kept.get(key) : undefined;
    if (kept === undefined) this.make(request, response, { key, encoding });
    else send(request, response, kept);
  }

  private keyOf(request: IncomingMessage, encoding: Encoding): string {
    const type = request.headers['x-jiannuo-protocol'] === 'https' ? LARGE_SECURE : LARGE;
    const isLarge = type.test(request.headers.cookie ?? '');
    const language = request.url?.startsWith('/api') === true ? (request.headers['accept-language'] ?? '') : '';
    const accept = /json/.test(request.headers.accept ?? '') ? 'json' : 'html';
    return [request.url, this.businessDay(), encoding, isLarge, language, accept, request.headers.host].join(' ');
  }

  /** Lets the page be made, holds back what is written, and sends it as one packed body. */
  private make(
    request: IncomingMessage,
    response: ServerResponse,
    { key, encoding }: { readonly key: string; readonly encoding: Encoding },
  ): void {
    const made = Symbol(key);
    this.making.set(made, key);
    response.once('close', () => this.making.delete(made));
    const chunks: Buffer[] = [];
    const end = response.end.bind(response);
    const isHead = request.method === 'HEAD';
    // What is kept is a whole page: it is asked for as one, whatever the visitor holds already.
    if (isHead) request.method = 'GET';
    const given = request.headers['if-none-match'];
    delete request.headers['if-none-match'];
    response.write = (chunk: unknown, charset?: unknown): boolean => {
      chunks.push(bufferOf(chunk, charset));
      return true;
    };
    const finish = (chunk?: unknown, charset?: unknown): ServerResponse => {
      if (chunk !== undefined && typeof chunk !== 'function') chunks.push(bufferOf(chunk, charset));
      response.end = end;
      const page = pageOf(response, Buffer.concat(chunks), encoding);
      const isSame = this.making.delete(made);
      if (isForAll(response) && isSame) this.kept.set(key, page);
      if (isHead) request.method = 'HEAD';
      if (given !== undefined) request.headers['if-none-match'] = given;
      send(request, response, page);
      return response;
    };
    response.end = finish as typeof response.end;
    // Kit writes its head apart: it is kept back as well, and sent with the body.
    response.writeHead = ((status: number, headers?: OutgoingHttpHeaders) => {
      response.statusCode = status;
      for (const [name, value] of Object.entries(headers ?? {}))
        if (value !== undefined) response.setHeader(name, value);
      return response;
    }) as typeof response.writeHead;
    this.next(request, response);
  }
}

/** Whatever its address looks like: what sets a cookie, or says that it is not to be kept, is somebody's own. */
function isForAll(response: ServerResponse): boolean {
  const caching = String(response.getHeader('cache-control') ?? '');
  return (
    response.statusCode === 200 &&
    response.getHeader('set-cookie') === undefined &&
    !/\b(no-store|private)\b/.test(caching)
  );
}

function pageOf(response: ServerResponse, body: Buffer, encoding: Encoding): Kept {
  const headers = response.getHeaders();
  const type = response.getHeader('content-type');
  const isPacked =
    encoding !== 'identity' && body.length > WORTH_PACKING && typeof type === 'string' && PACKED_TYPES.test(type);
  const packed = isPacked ? pack(body, encoding) : body;
  const etag = `"${createHash('sha256').update(packed).digest('base64url').slice(0, 27)}"`;
  return {
    status: response.statusCode,
    body: packed,
    etag,
    headers: {
      'cache-control': 'no-cache',
      ...headers,
      ...(isPacked ? { 'content-encoding': encoding } : {}),
      vary: 'Accept-Encoding, Accept-Language, Cookie',
      etag,
      'content-length': packed.length,
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body, etag }: Kept): void {
  const known = request.headers['if-none-match'];
  if (status === 200 && known?.split(/,\s*/).includes(etag) === true) {
    const { 'content-length': _length, 'content-encoding': _encoding, ...rest } = headers;
    for (const name of ['content-length', 'content-encoding']) response.removeHeader(name);
    ServerResponse.prototype.writeHead.call(response, 304, rest);
    response.end();
    return;
  }
  ServerResponse.prototype.writeHead.call(response, status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}
