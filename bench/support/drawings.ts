import type { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import sharp from 'sharp';
import { fontFile, openFonts } from '#platform/documents/fonts.ts';
import { PAPER, type Page, writePdf } from '#platform/documents/pdf.ts';
import type { Sheet } from '#platform/documents/sheet.ts';

export type Drawing = 'nameplates' | 'wall';
export type Way = 'ours' | 'bare';

export const SUBJECTS: Readonly<Record<Drawing, string>> = {
  nameplates: '1,162 nameplates',
  wall: 'wall sheet of 56 deputies',
};

const FACTS = { title: '标识牌', author: '云川区', at: Temporal.Instant.from('2026-01-01T00:00:00Z') };
const MM = 72 / 25.4;
const NAMES = Array.from('杨帆林书远周巧云何建川罗小桂陈守义唐小满吴敬之蒋春燕邓国梁');
const POSTS = [
  '石坝村党总支书记',
  '云川农机厂厂长',
  '古桥社区居委会委员',
  '清溪镇中心小学教师',
  '荣和镇养殖专业合作社理事长',
];
const PROMISES = [
  '带动 18 户农户发展肉牛养殖，年内每户增收 5000 元以上',
  '提供就业岗位 17 个，优先录用困难家庭劳动力',
  '完成社区 3 处老化路灯更换，9 月底前亮灯',
];

interface Person {
  readonly name: string;
  readonly post: string;
  readonly promise: string;
  readonly address: string;
}

/** Invented people, each with a name, a post and an address of their own. */
const people = (count: number): Person[] =>
  Array.from({ length: count }, (_, at) => ({
    name: [0, 7, 11].map((step) => NAMES[(at * 3 + step * at) % NAMES.length] ?? '').join(''),
    post: `${POSTS[at % POSTS.length] ?? ''}（第 ${at + 1} 选区）`,
    promise: PROMISES[at % PROMISES.length] ?? '',
    address: `https://lianghua.example.org/deputies/0198f2aa-7a62-7c6e-b2d5-${String(at).padStart(12, '0')}`,
  }));

export function aPhoto(): Promise<Buffer> {
  return sharp({ create: { width: 480, height: 640, channels: 3, background: '#b9b2a0' } })
    .jpeg()
    .toBuffer();
}

const NAMEPLATE = { width: 210, height: 99 };
/** Eight in a row on A3. */
const cellOf = (at: number) => ({ x: 15 + (at % 8) * 49, y: 40 + Math.floor(at / 8) * 35 });

const nameplate = ({ name, post, address }: Person): Page => ({
  size: NAMEPLATE,
  draw(sheet: Sheet) {
    sheet.box({ x: 5, y: 5, width: 200, height: 89 }, { stroke: { width: 0.5 } });
    const style = { family: 'serif', isBold: true, size: 60, minSize: 24, spacing: 0.2 } as const;
    sheet.text(name, { x: 15, y: 18, width: 130, height: 30 }, style);
    sheet.text(post, { x: 15, y: 55, width: 130, height: 12 }, { family: 'sans', size: 20, minSize: 12 });
    sheet.qr(address, { x: 155, y: 40, side: 40 });
  },
});

const wall = (photo: Buffer): Page => ({
  size: PAPER.a3Landscape,
  draw(sheet) {
    sheet.text('代表公示墙', { x: 15, y: 12, width: 300, height: 20 }, { family: 'serif', isBold: true, size: 40 });
    for (const [at, { name, post, promise, address }] of people(56).entries()) {
      const { x, y } = cellOf(at);
      sheet.picture(photo, { x, y, width: 12, height: 16 });
      sheet.text(name, { x: x + 14, y, width: 20, height: 6 }, { family: 'serif', isBold: true, size: 12, minSize: 8 });
      const small = { family: 'sans', size: 7, minSize: 6, lines: 3, first: 'wrap' } as const;
      sheet.text(post, { x: x + 14, y: y + 6, width: 20, height: 11 }, small);
      sheet.text(promise, { x, y: y + 18, width: 45, height: 11 }, small);
      sheet.qr(address, { x: x + 35, y, side: 12 });
    }
  },
});

/** The same by hand: no fallback between fonts, no fitting, text as wide as it happens to be. */
function bareDocument(): PDFKit.PDFDocument {
  const info = { Title: FACTS.title, CreationDate: new Date(FACTS.at.epochMilliseconds) };
  const document = new PDFDocument({ autoFirstPage: false, margin: 0, pdfVersion: '1.7', info });
  document.registerFont('serif', fontFile({ family: 'serif', isBold: true }));
  document.registerFont('sans', fontFile({ family: 'sans' }));
  return document;
}

function bareQr(document: PDFKit.PDFDocument, text: string, [x, y, side]: readonly [number, number, number]): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const unit = side / (modules.size + 8);
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) !== 1) continue;
      document.rect(x + (column + 4) * unit, y + (row + 4) * unit, unit, unit);
    }
  }
  document.fill('#000000');
}

function bareNameplates(): Readable {
  const document = bareDocument();
  for (const { name, post, address } of people(1_162)) {
    document.addPage({ size: [NAMEPLATE.width * MM, NAMEPLATE.height * MM], margin: 0 });
    document.rect(5 * MM, 5 * MM, 200 * MM, 89 * MM).lineWidth(0.5 * MM);
    document.stroke('#000000');
    document.font('serif', 60).text(name, 15 * MM, 18 * MM, { lineBreak: false, characterSpacing: 12 });
    document.font('sans', 20).text(post, 15 * MM, 55 * MM, { lineBreak: false });
    bareQr(document, address, [155 * MM, 40 * MM, 40 * MM]);
  }
  document.end();
  return document;
}

function bareWall(photo: Buffer): Readable {
  const document = bareDocument();
  document.addPage({ size: [PAPER.a3Landscape.width * MM, PAPER.a3Landscape.height * MM], margin: 0 });
  document.font('serif', 40).text('代表公示墙', 15 * MM, 12 * MM, { lineBreak: false });
  // The library keeps a picture that it is given as a path; a buffer it would hold anew for each.
  const held = `data:image/jpeg;base64,${photo.toString('base64')}`;
  for (const [at, { name, post, promise, address }] of people(56).entries()) {
    const [x, y] = [cellOf(at).x * MM, cellOf(at).y * MM];
    document.image(held, x, y, { cover: [12 * MM, 16 * MM] });
    document.font('serif', 12).text(name, x + 14 * MM, y, { lineBreak: false });
    document.font('sans', 7).text(post, x + 14 * MM, y + 6 * MM, { width: 20 * MM, height: 11 * MM });
    document.text(promise, x, y + 18 * MM, { width: 45 * MM, height: 11 * MM });
    bareQr(document, address, [x + 35 * MM, y, 12 * MM]);
  }
  document.end();
  return document;
}

/** What is drawn, and how. */
export const DRAWINGS: Readonly<
  Record<Drawing, Readonly<Record<Way, (photo: Buffer) => Readable | Promise<Readable>>>>
> = {
  nameplates: {
    ours: async () => writePdf(await openFonts(), FACTS, people(1_162).map(nameplate)),
    bare: bareNameplates,
  },
  wall: {
    ours: async (photo) => writePdf(await openFonts(), FACTS, [wall(photo)]),
    bare: bareWall,
  },
};
