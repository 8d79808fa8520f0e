import { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import type { Fonts, Run } from './fonts.ts';
import { type HeldPicture, POINTS, type Pen, type Sheet, drawSheet } from './sheet.ts';

/** Width and height of a page in millimetres. */
export interface PaperSize {
  readonly width: number;
  readonly height: number;
}

const A3 = { width: 297, height: 420 };
const A4 = { width: 210, height: 297 };
const turned = ({ width, height }: PaperSize): PaperSize => ({ width: height, height: width });
/** Sheets as printers have them; any other size can be given instead. */
export const PAPER = { a3: A3, a3Landscape: turned(A3), a4: A4, a4Landscape: turned(A4) } as const;

export interface Page {
  readonly size: PaperSize;
  /** Draws the page; it is called once, when the page is to be written. */
  draw(sheet: Sheet): void;
}

export interface DocumentFacts {
  /** Shown by viewers as the name of the window. */
  readonly title: string;
  readonly author: string;
  /** When it was made. The same instant and the same pages give the same bytes. */
  readonly at: Temporal.Instant;
}

/** pdfkit has it, its types do not. */
interface OpensImages {
  openImage(picture: Uint8Array): HeldPicture;
}

function openDocument({ title, author, at }: DocumentFacts): PDFKit.PDFDocument {
  const document = new PDFDocument({
    autoFirstPage: false,
    font: '',
    margin: 0,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: title, Author: author, Creator: 'Jiannuo', CreationDate: new Date(at.epochMilliseconds) },
  });
  return document;
}

const PNG_SIGNATURE = Buffer.from('\x89PNG', 'latin1');

/** Transparent or interlaced: the library decodes such a PNG later, when the document is at its end already. */
function isLatePng(picture: Buffer): boolean {
  if (!picture.subarray(0, 4).equals(PNG_SIGNATURE)) return false;
  const [colourType = 0, , , interlaced = 0] = picture.subarray(25, 29);
  return (colourType & 4) !== 0 || interlaced !== 0 || picture.includes('tRNS');
}

/** The library throws sentences, not errors. */
function holdPicture(document: PDFKit.PDFDocument, picture: Buffer): HeldPicture {
  try {
    if (isLatePng(picture)) throw new Error('A PNG with transparency or interlaced.');
    return (document as unknown as OpensImages).openImage(picture);
  } catch (error) {
    throw new Error('Not a picture that a PDF can hold: JPEG, or PNG without transparency.', { cause: error });
  }
}

function penOf(document: PDFKit.PDFDocument): Pen & { learn(runs: readonly Run[]): Promise<void> } {
  const pictures = new WeakMap<Buffer, HeldPicture>();
  const known = new Set<string>();
  return {
    document,
    fontOf: ({ face }) => face.name,
    hold(picture) {
      const held = pictures.get(picture) ?? holdPicture(document, picture);
      pictures.set(picture, held);
      return held;
    },
    async learn(runs) {
      for (const { face } of runs) {
        if (known.has(face.name)) continue;
        known.add(face.name);
        document.registerFont(face.name, await face.bytes());
      }
    },
  };
}

/** All that the document has written since it was last asked. */
function writtenBy(document: PDFKit.PDFDocument): Buffer {
  const chunks: Buffer[] = [];
  for (let chunk: unknown = document.read(); Buffer.isBuffer(chunk); chunk = document.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* chunksOf(
  fonts: Fonts,
  facts: DocumentFacts,
  pages: Iterable<Page> | AsyncIterable<Page>,
): AsyncGenerator<Buffer> {
  const document = openDocument(facts);
  const pen = penOf(document);
  let isEmpty = true;
  for await (const page of pages) {
    const { width, height } = page.size;
    const drawn = drawSheet(fonts, { width, height }, (sheet) => page.draw(sheet));
    await pen.learn(drawn.runs);
    document.addPage({ size: [width * POINTS, height * POINTS], margin: 0 });
    drawn.write(pen);
    isEmpty = false;
    yield writtenBy(document);
  }
  if (isEmpty) throw new Error('A PDF has at least one page.');
  document.end();
  yield writtenBy(document);
}

/**
 * Writes a PDF of pages, in Chinese, with the parts of the fonts that it uses. A page is drawn when whoever reads has
 * taken the one before, so that a document of any length takes little memory.
 *
 * The stream fails with whatever a page throws, and with an Error when there is no page at all.
 */
export function writePdf(fonts: Fonts, facts: DocumentFacts, pages: Iterable<Page> | AsyncIterable<Page>): Readable {
  return Readable.from(chunksOf(fonts, facts, pages), { objectMode: false });
}
