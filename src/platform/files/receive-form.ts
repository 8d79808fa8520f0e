import type { ReadableStream as WebStream } from 'node:stream/web';
import { checkPicture } from '../pictures/check-picture.ts';
import { checkDocument } from './check-document.ts';
import type { FileStore } from './file-store.ts';
import { readMultipart } from './multipart.ts';
import { type Recognised, recognise } from './recognise.ts';
import { FileRefusal, MAX_FILE_BYTES } from './refusal.ts';
import { Turns } from './turns.ts';

const MAX_FILES = 12;
const MAX_TEXT_BYTES = 100 * 1024;
/** Each is read whole into memory for a moment to be looked at: so many times 20 MB at most. */
const CHECKED_AT_ONCE = 3;

const turns = new Turns(CHECKED_AT_ONCE);

/** A file that came with a form: on the disk, flushed, and found to be of a kind that is taken. */
export type ReceivedFile = Recognised & {
  /** Of the file in the store. */
  readonly id: string;
  /** The form's field. */
  readonly field: string;
  /** As the sender calls it; to be cleaned before it is shown. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Of a picture, in pixels, upright; 0 of a document. */
  readonly width: number;
  readonly height: number;
};

export interface ReceivedForm {
  /** The fields of text, in the order in which they came; a name may come more than once. */
  readonly fields: URLSearchParams;
  readonly files: readonly ReceivedFile[];
}

/**
 * Looks at a file that came in, by its content alone.
 * @throws FileRefusal saying what is wrong with it, and what to do
 */
export async function checkFile(bytes: Buffer): Promise<Recognised & { width: number; height: number }> {
  const recognised = await recognise(bytes);
  if (recognised.kind === 'picture') return { ...recognised, ...(await checkPicture(bytes, recognised.format)) };
  await checkDocument(bytes, recognised.format);
  return { ...recognised, width: 0, height: 0 };
}

async function textOf(pieces: AsyncIterable<Buffer>, room: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > room) throw new FileRefusal('form.too-much');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Receives one file. @throws FileRefusal; nothing of it is left then */
export async function receiveFile(
  files: FileStore,
  from: { readonly field: string; readonly name: string },
  content: AsyncIterable<Uint8Array>,
): Promise<ReceivedFile> {
  const incoming = await files.receive(content, MAX_FILE_BYTES);
  try {
    const checked = await turns.take(async () => checkFile(await files.readIncoming(incoming.id)));
    return { ...incoming, ...from, ...checked };
  } catch (error) {
    await files.dropIncoming(incoming.id);
    throw error;
  }
}

/** A field for a file that was left empty arrives as a file without a name and without content. */
async function isLeftEmpty(filename: string, content: AsyncIterator<Buffer>): Promise<Buffer | undefined | true> {
  const first = await content.next();
  if (first.done === true) return filename === '' ? true : undefined;
  return first.value;
}

async function* startingWith(first: Buffer | undefined, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first !== undefined) yield first;
  yield* rest;
}

/**
 * Reads a form with files from a request, writing each file to the disk as it comes. Whoever calls it makes rows point
 * to the files, or drops them; what is forgotten is swept away.
 * @throws FileRefusal for the first thing that is wrong; no file of the form is left then
 */
export async function receiveForm(files: FileStore, request: Pick<Request, 'body' | 'headers'>): Promise<ReceivedForm> {
  const fields = new URLSearchParams();
  const received: ReceivedFile[] = [];
  let room = MAX_TEXT_BYTES;
  try {
    const body = (request.body ?? emptyBody()) as WebStream<Uint8Array>;
    for await (const { name, filename, content } of readMultipart(body, request.headers.get('content-type'))) {
      if (filename === undefined) {
        const text = await textOf(content, room);
        room -= Buffer.byteLength(text);
        fields.append(name, text);
        continue;
      }
      const first = await isLeftEmpty(filename, content);
      if (first === true) continue;
      if (received.length >= MAX_FILES) throw new FileRefusal('form.too-much');
      received.push(await receiveFile(files, { field: name, name: filename }, startingWith(first, content)));
    }
    return { fields, files: received };
  } catch (error) {
    await dropFiles(files, received);
    throw explained(error);
  }
}

const emptyBody = (): ReadableStream<Uint8Array> => new Blob([]).stream();

/** More than the server takes at all, or a sender who went away: neither is a defect. */
function explained(error: unknown): unknown {
  if (error instanceof FileRefusal || !(error instanceof Error)) return error;
  if ('status' in error && error.status === 413) return new FileRefusal('form.too-much');
  const isGone = error.name === 'AbortError' || ('code' in error && error.code === 'ECONNRESET');
  return isGone ? new FileRefusal('form.malformed') : error;
}

/** Gives up files that came with a form which is not taken. */
export async function dropFiles(files: FileStore, received: readonly { readonly id: string }[]): Promise<void> {
  for (const { id } of received) await files.dropIncoming(id);
}
