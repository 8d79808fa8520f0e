import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ReadableStream as WebStream } from 'node:stream/web';
import { z } from 'zod';
import { ATTACHMENT_SIZES, type Attachment, PORTRAIT } from '#kernel/contract.ts';
import { type Actor, type Stage, ask, attachmentErrors, readAttachment } from '#kernel/index.server.ts';
import { dispositionOf } from '#lib/disposition.ts';
import { attachmentWork } from './attachments.server.ts';

const Address = z.object({ id: z.uuid(), size: z.enum(ATTACHMENT_SIZES) });

const TYPES: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Whatever the file may be taken for: it runs nothing, loads nothing and is nobody's page. */
const HARMLESS = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

const A_YEAR_SECONDS = 31_536_000;
/** A withdrawn consent is to be effective everywhere within a minute. */
const PORTRAIT_SECONDS = 30;

/** What a version names never changes; what is not public is kept by nobody. */
function cachingOf(attachment: Attachment, version: string | null): string {
  if (attachment.screening !== 'shown') return 'private, no-store';
  if (attachment.subjectKind === PORTRAIT) return `public, max-age=${PORTRAIT_SECONDS}`;
  return version === String(attachment.version) ? `public, max-age=${A_YEAR_SECONDS}, immutable` : 'no-cache';
}

/** Opened when the first piece is asked for: an answer without its body (HEAD) leaves nothing open. */
async function* piecesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield* createReadStream(path) as AsyncIterable<Buffer>;
}

async function streamOf(path: string): Promise<{ body: ReadableStream; bytes: number }> {
  const { size } = await stat(path).catch(() => {
    // Taken down between the look at its row and this.
    throw attachmentErrors.notFound();
  });
  // Node's type of the same stream differs from the browser's in names only.
  return { body: WebStream.from(piecesOf(path)) as unknown as ReadableStream, bytes: size };
}

export interface Asked {
  readonly id: string;
  readonly size: string;
  /** The version in the address, if there is one. */
  readonly version: string | null;
}

/** Answers with a picture or a document, if whoever asks may see it. @throws Problem `not-found` */
export async function serveAttachment(
  { stage, actor }: { readonly stage: Stage; readonly actor: Actor },
  asked: Asked,
): Promise<Response> {
  const address = Address.safeParse(asked);
  if (!address.success) throw attachmentErrors.notFound();
  const { attachment, sha256 } = await ask(stage, actor, { query: readAttachment, input: address.data });
  const { files } = await attachmentWork();
  const { body, bytes } = await streamOf(files.pathOf(sha256));
  const isPicture = attachment.kind === 'picture';
  const name = isPicture ? attachment.name.replace(/\.[^.]*$/, '.jpg') : attachment.name;
  return new Response(body, {
    headers: {
      ...HARMLESS,
      'content-type': TYPES[attachment.format] ?? 'application/octet-stream',
      'content-length': String(bytes),
      'content-disposition': dispositionOf(isPicture ? 'inline' : 'attachment', name),
      'cache-control': cachingOf(attachment, asked.version),
    },
  });
}
