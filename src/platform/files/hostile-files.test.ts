import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BOUNDARY, type GivenPart, formRequest } from '#tests/support/multipart.ts';
import { aNoise, aPdf, aPicture, aPixelBomb, anOfficeFile } from '#tests/support/pictures.ts';
import { bombOf, compoundOf, zipOf } from '#tests/support/spreadsheets.ts';
import { FileStore } from './file-store.ts';
import { checkFile, dropFiles, receiveForm } from './receive-form.ts';
import { FileRefusal, MAX_FILE_BYTES, fileRefusalCodes } from './refusal.ts';

const refused = (code: string) => expect.objectContaining({ name: 'FileRefusal', code }) as unknown;
const jpeg = await aPicture();
const png = await aPicture({ format: 'png' });
const gif = await aPicture({ format: 'gif' });
const webp = await aPicture({ format: 'webp' });
const turned = await aPicture({ orientation: 6 });
const tiff = await sharp(png).tiff().toBuffer();
const avif = await sharp(png).resize(16).avif({ effort: 0 }).toBuffer();
const pixelBomb = await aPixelBomb();
const zip = zipOf({ 'a.class': 'x'.repeat(100) });
const text = (content: string) => Buffer.from(content);
const SCRIPT = '<script>alert(1)</script>';

const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  text('ftypheic'),
  Buffer.alloc(4),
  text('mif1heic'),
  Buffer.alloc(200),
]);
const bomb = anOfficeFile('docx', {
  'word/media/a.xml': { data: '', deflated: bombOf(300), declaredSize: 300 * 1024 * 1024 },
});
const lying = anOfficeFile('xlsx', { 'xl/a.xml': { data: '', deflated: bombOf(300), declaredSize: 10 } });
const macros = anOfficeFile('xlsx', { 'xl/vbaProject.bin': 'x' });

describe('a file from outside', () => {
  test.each([
    ['JPEG', jpeg, { kind: 'picture', format: 'jpeg', width: 640, height: 480 }],
    ['PNG', png, { kind: 'picture', format: 'png', width: 640, height: 480 }],
    ['WebP', webp, { kind: 'picture', format: 'webp', width: 640, height: 480 }],
    ['GIF', gif, { kind: 'picture', format: 'gif', width: 640, height: 480 }],
    ['turned JPEG', turned, { kind: 'picture', format: 'jpeg', width: 480, height: 640 }],
    [
      'photo with a film after it, as phones make',
      Buffer.concat([jpeg, text('ftypmp42'), Buffer.alloc(999, 7)]),
      { format: 'jpeg' },
    ],
    ['PDF', aPdf(), { kind: 'document', format: 'pdf', width: 0, height: 0 }],
    ['DOCX', anOfficeFile('docx'), { kind: 'document', format: 'docx', width: 0, height: 0 }],
    [
      'XLSX',
      anOfficeFile('xlsx', { 'xl/printerSettings/printerSettings1.bin': 'x' }),
      { kind: 'document', format: 'xlsx' },
    ],
  ])('%s is taken', async (_, bytes, facts) => {
    expect(await checkFile(bytes)).toMatchObject(facts);
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'file.empty'],
    ['SVG', text(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`), 'file.not-allowed'],
    [
      'SVG with a declaration',
      text(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`),
      'file.not-allowed',
    ],
    ['HTML', text(`<!doctype html>${SCRIPT}`), 'file.not-allowed'],
    ['a script', text('#!/bin/sh\necho'), 'file.not-allowed'],
    ['a program', Buffer.concat([text('MZ'), Buffer.alloc(300)]), 'file.not-allowed'],
    ['plain text', text('姓名,电话'), 'file.not-allowed'],
    ['a zip', zip, 'file.not-allowed'],
    ['a film', Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypisom'), Buffer.alloc(100)]), 'file.not-allowed'],
    ['TIFF', tiff, 'file.not-allowed'],
    ['AVIF', avif, 'file.not-allowed'],
    ['HEIC, with what to do', heic, 'file.heic'],
    ['GIF that is a script', Buffer.concat([text('GIF89a/*'), gif.subarray(8), text('*/=alert(1)')]), 'file.disguised'],
    ['GIF with HTML after it', Buffer.concat([gif, text(`${SCRIPT};`)]), 'file.disguised'],
    ['JPEG with HTML in it', Buffer.concat([jpeg, text('<HTML><body>')]), 'file.disguised'],
    ['JPEG with PHP in it', Buffer.concat([jpeg, text('<?php system($_GET[0]);')]), 'file.disguised'],
    ['JPEG that is a zip (JAR)', Buffer.concat([jpeg, zip]), 'file.disguised'],
    ['PNG that is a zip', Buffer.concat([png, zip]), 'file.disguised'],
    [
      'JPEG that is a PDF',
      Buffer.concat([jpeg.subarray(0, 20), text('%PDF-1.4'), jpeg.subarray(20)]),
      'file.disguised',
    ],
    ['PDF that is a zip', Buffer.concat([aPdf(), zip]), 'file.disguised'],
    ['DOCX with something after it', Buffer.concat([anOfficeFile('docx'), text('more')]), 'file.disguised'],
    ['DOCX with a PDF in front', Buffer.concat([anOfficeFile('docx', { '%PDF-1.4': 'x' })]), 'file.disguised'],
    ['PDF with a script', aPdf('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'), 'file.active'],
    ['PDF with a disguised script', aPdf('/OpenAction<</S/J#61vaScript/J#53(x)>>'), 'file.active'],
    ['PDF that starts a program', aPdf('/AA<</O<</S/Launch/F(cmd.exe)>>>>'), 'file.active'],
    ['PDF with a file in it', aPdf('/Names<</EmbeddedFiles 3 0 R>>'), 'file.active'],
    ['PDF with a password', aPdf('/Encrypt 5 0 R'), 'file.encrypted'],
    ['PDF cut short', aPdf().subarray(0, 60), 'file.damaged'],
    ['XLSX with macros', macros, 'file.macros'],
    [
      'DOCX that says it has macros',
      anOfficeFile('docx', {
        '[Content_Types].xml':
          '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Default ContentType="application/vnd.ms-office.vbaProject"/></Types>',
      }),
      'file.macros',
    ],
    ['DOCX with a program in it', anOfficeFile('docx', { 'word/embeddings/oleObject1.bin': 'x' }), 'file.macros'],
    [
      'DOCX without its text',
      zipOf({
        '[Content_Types].xml':
          '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      }),
      'file.damaged',
    ],
    ['DOCX that unpacks to 300 MB', bomb, 'file.zip-bomb'],
    ['XLSX that lies about its size', lying, 'file.zip-bomb'],
    ['DOCX with a way out of its folder', anOfficeFile('docx', { '../../evil.xml': 'x' }), 'file.damaged'],
    ['an office file with a password', compoundOf({ EncryptedPackage: Buffer.alloc(5000) }), 'file.encrypted'],
    ['an old office file', compoundOf({ WordDocument: Buffer.alloc(5000) }), 'file.not-allowed'],
    ['PNG of 600 million pixels', pixelBomb, 'file.too-many-pixels'],
    ['JPEG cut short', jpeg.subarray(0, jpeg.length / 2), 'file.damaged'],
    ['PNG cut short', png.subarray(0, png.length - 20), 'file.damaged'],
    ['WebP cut short', webp.subarray(0, webp.length - 40), 'file.damaged'],
    ['GIF cut short', gif.subarray(0, gif.length - 20), 'file.damaged'],
    ['JPEG that is only a header', jpeg.subarray(0, 20), 'file.damaged'],
  ])('%s is refused', async (_, bytes, code) => {
    await expect(checkFile(bytes)).rejects.toEqual(refused(code));
  });

  test('never crashes the check, however it is mangled', async () => {
    const start = fc.constantFrom(jpeg, png, gif, webp, aPdf(), anOfficeFile('docx'), heic);
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      value: fc.integer({ min: 0, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(
        start,
        fc.array(change, { maxLength: 12 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        async (given, changes, part) => {
          const bytes = Buffer.from(given.subarray(0, Math.ceil(given.length * part)));
          for (const { at, value } of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
          const failure = await checkFile(bytes).then(
            () => undefined,
            (error: unknown) => error,
          );
          if (failure !== undefined) expect(failure).toBeInstanceOf(FileRefusal);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is refused with a sentence in both languages, that says what to do', () => {
    for (const code of fileRefusalCodes) {
      const { zh, en } = new FileRefusal(code).says;
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
      expect(en).toMatch(/^[A-Z].*\.$/);
    }
    expect(new FileRefusal('file.not-allowed').says.en).toMatch(/JPEG, PNG, WebP, GIF.*PDF, DOCX, XLSX/);
  });
});

describe('a form with files', () => {
  let folder: string;
  let files: FileStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jiannuo-form-'));
    files = new FileStore(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const left = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const receive = (...parts: GivenPart[]) => receiveForm(files, formRequest(parts));

  test('gives its fields and its files; a field for a file that was left empty is none', async () => {
    const form = await receive(
      { name: 'note', content: '第一批路灯已安装' },
      { name: 'before', filename: 'a.png', content: jpeg },
      { name: 'none', filename: '', content: '' },
      { name: 'note', content: '2' },
    );
    expect(form.fields.getAll('note')).toEqual(['第一批路灯已安装', '2']);
    expect(form.files).toMatchObject([{ field: 'before', name: 'a.png', format: 'jpeg', bytes: jpeg.length }]);
    expect(await files.readIncoming(form.files[0]?.id ?? '')).toEqual(jpeg);
    await dropFiles(files, form.files);
    expect(left()).toEqual([]);
  });

  test.each<[string, GivenPart[], string]>([
    ['an empty file', [{ name: 'a', filename: 'a.jpg', content: '' }], 'file.empty'],
    [
      'a file of more than 20 MB',
      [{ name: 'a', filename: 'a.jpg', content: Buffer.alloc(MAX_FILE_BYTES + 1) }],
      'file.too-large',
    ],
    ['HTML that is called a photo', [{ name: 'a', filename: 'a.jpg', content: '<html>' }], 'file.not-allowed'],
    [
      'much text',
      [
        { name: 'a', content: 'x'.repeat(60_000) },
        { name: 'b', content: 'x'.repeat(60_000) },
      ],
      'form.too-much',
    ],
    [
      'thirteen files',
      Array.from({ length: 13 }, () => ({ name: 'a', filename: 'a.jpg', content: jpeg })),
      'form.too-much',
    ],
  ])('with %s is refused as a whole', async (_, parts, code) => {
    const good = { name: 'good', filename: 'good.jpg', content: await aNoise(1) };
    await expect(receive(good, ...parts)).rejects.toEqual(refused(code));
    expect(left()).toEqual([]);
  });

  test.each([
    [Object.assign(new Error('Content too large'), { status: 413 }), 'form.too-much'],
    [Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'form.malformed'],
  ])('that ends with %o is refused, and nothing of it is left', async (failure, code) => {
    const whole = new Uint8Array(await formRequest([{ name: 'a', filename: 'a.jpg', content: jpeg }]).arrayBuffer());
    let isSent = false;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (isSent) controller.error(failure);
        else controller.enqueue(whole.subarray(0, 600));
        isSent = true;
      },
    });
    const request = { body, headers: new Headers({ 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }) };
    await expect(receiveForm(files, request)).rejects.toEqual(refused(code));
    expect(left()).toEqual([]);
  });

  test('that is none is refused', async () => {
    const plain = new Request('http://localhost', { method: 'POST', body: 'a=b' });
    await expect(receiveForm(files, plain)).rejects.toEqual(refused('form.malformed'));
    await expect(receiveForm(files, new Request('http://localhost'))).rejects.toEqual(refused('form.malformed'));
  });
});
