import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOUNDARY, multipartOf } from '#tests/support/multipart.ts';
import { inPieces } from '#tests/support/pictures.ts';
import { type Part, readMultipart } from './multipart.ts';

const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

async function contentOf({ content }: Part): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function readAll(body: Buffer, size = 1000, type: string | null = TYPE) {
  const parts = [];
  for await (const part of readMultipart(inPieces(body, size), type)) {
    parts.push({ name: part.name, filename: part.filename, content: await contentOf(part) });
  }
  return parts;
}

const malformed = expect.objectContaining({ name: 'FileRefusal', code: 'form.malformed' }) as unknown;

describe('a form with files', () => {
  test('comes out as it went in, however the network cuts it', async () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      // Pieces of the boundary itself, which a reader may stumble over.
      fc
        .array(fc.constantFrom('\r\n', '--', '\r\n--', BOUNDARY.slice(0, 9), '-', 'x'))
        .map((all) => Buffer.from(all.join(''))),
    );
    const part = fc.record({
      name: fc.constantFrom('text', '图', 'photo'),
      filename: fc.constantFrom(undefined, 'a.jpg', '照片.png', ''),
      content,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), fc.integer({ min: 1, max: 97 }), async (parts, size) => {
        const given = parts.map(({ filename, ...rest }) => (filename === undefined ? rest : { ...rest, filename }));
        const read = await readAll(multipartOf(given), size);
        expect(read).toEqual(parts.map((one) => ({ ...one, filename: one.filename })));
      }),
      { numRuns: 200 },
    );
  });

  test('is read by whoever leaves parts unread, and finds no part within a part', async () => {
    const inner = `\r\nContent-Disposition: form-data; name="admin"\r\n\r\nyes\r\n`;
    const body = multipartOf([
      { name: 'a', filename: 'a', content: inner.repeat(50) },
      { name: 'b', content: '2' },
    ]);
    const names: string[] = [];
    for await (const part of readMultipart(inPieces(body, 64), TYPE)) {
      names.push(part.name);
      // The first is left after its first piece.
      await part.content.next();
      await part.content.return();
    }
    expect(names).toEqual(['a', 'b']);
  });

  test('is read as the standard reader reads it', async () => {
    const form = new FormData();
    form.append('text', '第一行\r\n第二行');
    form.append('photo', new File([new Uint8Array([1, 2, 3])], '照 片"1".jpg'));
    const request = new Request('http://localhost', { method: 'POST', body: form });
    const type = request.headers.get('content-type');
    const [text, photo] = await readAll(Buffer.from(await request.arrayBuffer()), 10, type);
    expect([text?.name, text?.content.toString()]).toEqual(['text', '第一行\r\n第二行']);
    expect([photo?.name, photo?.filename, photo?.content]).toEqual(['photo', '照 片"1".jpg', Buffer.from([1, 2, 3])]);
  });

  test.each([
    ['cut short in a content', multipartOf([{ name: 'a', content: 'abc' }]).subarray(0, 90)],
    ['cut short in a header', multipartOf([{ name: 'a', content: 'abc' }]).subarray(0, 50)],
    ['without its last boundary', Buffer.from(`--${BOUNDARY}\r\n`)],
    ['empty', Buffer.alloc(0)],
    ['with a header without end', Buffer.from(`--${BOUNDARY}\r\n${'x'.repeat(20_000)}`)],
    [
      'with a part without a name',
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--${BOUNDARY}--`),
    ],
    ['with a part that is no field', Buffer.from(`--${BOUNDARY}\r\nX: y\r\n\r\nx\r\n--${BOUNDARY}--`)],
    ['with something after a boundary', Buffer.from(`--${BOUNDARY}xx`)],
  ])('%s is refused', async (_, body) => {
    await expect(readAll(body)).rejects.toEqual(malformed);
  });

  test.each([null, 'text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded; boundary=x'])(
    'of type %s is refused',
    async (type) => {
      await expect(readAll(multipartOf([]), 10, type)).rejects.toEqual(malformed);
    },
  );

  test('of very many parts is refused', async () => {
    const parts = Array.from({ length: 201 }, (_, at) => ({ name: String(at), content: '' }));
    await expect(readAll(multipartOf(parts))).rejects.toMatchObject({ code: 'form.too-much' });
  });
});
