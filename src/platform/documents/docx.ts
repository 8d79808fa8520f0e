import {
  AlignmentType,
  Document,
  HeadingLevel,
  type IRunOptions,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { DocumentFacts } from './pdf.ts';

/** What a DOCX is made of, from top to bottom. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | {
      readonly kind: 'picture';
      readonly png: Buffer;
      /** In millimetres. */
      readonly width: number;
      readonly height: number;
      /** What it shows, for who cannot see it. */
      readonly says: string;
    };

/** Pixels in which the format counts pictures. */
const PIXELS_PER_MILLIMETRE = 96 / 25.4;
const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
/** Every office has them. A DOCX names its fonts, and whoever opens it draws with their own. */
const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' };
const HEI = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体' };
const heading = (size: number) => ({ run: { font: HEI, size, bold: true, color: '000000' } });
const STYLES = {
  default: {
    document: { run: { font: SONG, size: 24 } },
    heading1: heading(36),
    heading2: heading(30),
    heading3: heading(26),
  },
};

function row(cells: readonly string[], isHead: boolean): TableRow {
  const children = cells.map((text) => {
    const run: IRunOptions = { text, bold: isHead, size: 21 };
    const paragraph = new Paragraph({ children: [new TextRun(run)] });
    return new TableCell({ children: [paragraph] });
  });
  return new TableRow({ tableHeader: isHead, cantSplit: true, children });
}

function element(block: Block): Paragraph | Table {
  switch (block.kind) {
    case 'heading':
      return new Paragraph({ text: block.text, heading: HEADINGS[block.level] });
    case 'paragraph':
      return new Paragraph({ text: block.text, spacing: { line: 360 } });
    case 'table': {
      const rows = [row(block.head, true), ...block.rows.map((cells) => row(cells, false))];
      return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows });
    }
    case 'picture': {
      const [width, height] = [block.width, block.height].map((side) => Math.round(side * PIXELS_PER_MILLIMETRE));
      const image = new ImageRun({
        type: 'png',
        data: block.png,
        transformation: { width: width ?? 0, height: height ?? 0 },
        altText: { name: block.says, title: block.says, description: block.says },
      });
      return new Paragraph({ alignment: AlignmentType.CENTER, children: [image] });
    }
  }
}

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The library stamps a document with the machine's clock; a document says when the office made it. */
function properties({ title, author, at }: DocumentFacts): string {
  const date = at.toString({ smallestUnit: 'second' });
  const stamp = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}</dcterms:${name}>`;
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ',
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(author)}</dc:creator>`,
    `<dc:language>zh-CN</dc:language>${stamp('created')}${stamp('modified')}</cp:coreProperties>`,
  ].join('');
}

/** Writes a DOCX on A4, in the fonts of Chinese offices. The file's entries carry the machine's time. */
export function writeDocx(facts: DocumentFacts, blocks: readonly Block[]): Promise<Buffer> {
  const document = new Document({
    title: facts.title,
    creator: facts.author,
    styles: STYLES,
    sections: [{ properties: { page: { size: { width: 11_906, height: 16_838 } } }, children: blocks.map(element) }],
  });
  return Packer.toBuffer(document, false, [{ path: 'docProps/core.xml', data: properties(facts) }]);
}
