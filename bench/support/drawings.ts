import type { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import sharp from 'sharp';
import { type PrintContent, pagesOf } from '#modules/deputies/index.server.ts';
import { fontFile, openFonts } from '#platform/documents/fonts.ts';
import { writePdf } from '#platform/documents/pdf.ts';

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

const contentOf = ({ name, post, promise, address }: Person, isOnWall: boolean): PrintContent => ({
  ...{
    name,
    titles: ['区人大代表'],
    place: null,
    work: post,
    electoralDistrict: '第 12 选区',
    electoralUnit: null,
    phone: '138 0001 0001',
  },
  ...{ photo: 'photo', receptions: ['每月 15 日 09:00–11:30，石坝村代表联络站'], year: 2026, address },
  promises: isOnWall ? [{ text: promise, target: null, dueDay: null }] : [],
});

/** The product's own sheets, drawn as they are when somebody prints. */
async function printed(kind: 'nameplate' | 'wall', photo: Buffer): Promise<Readable> {
  const sheets = people(kind === 'wall' ? 56 : 1_162).map((person) => ({
    ...{ content: contentOf(person, kind === 'wall'), hash: '1f3c9a2e', photo: 'photo' },
  }));
  const pages = pagesOf({ kind, day: '2026-01-01', placeName: '石桥镇', sheets }, () => Promise.resolve(photo));
  return writePdf(await openFonts(), FACTS, pages);
}

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

const A5 = [210 * MM, 148 * MM] as const;
const A3 = [420 * MM, 297 * MM] as const;

/** The library keeps a picture that it is given as a path; a buffer it would hold anew for each. */
const heldOf = (photo: Buffer) => `data:image/jpeg;base64,${photo.toString('base64')}`;

function bareNameplates(photo: Buffer): Readable {
  const document = bareDocument();
  const held = heldOf(photo);
  for (const { name, post, address } of people(1_162)) {
    document.addPage({ size: [...A5], margin: 0 });
    document.rect(4.9 * MM, 4.9 * MM, 200.2 * MM, 138.2 * MM).lineWidth(0.6 * MM);
    document.stroke('#000000');
    document.rect(6.4 * MM, 6.4 * MM, 197.2 * MM, 135.2 * MM).lineWidth(0.2 * MM);
    document.stroke('#000000');
    document.image(held, 14 * MM, 20 * MM, { cover: [56 * MM, 75 * MM] });
    document.font('serif', 25).text('区人大代表', 80 * MM, 19 * MM, { lineBreak: false, characterSpacing: 12 });
    document.font('serif', 50).text(name, 80 * MM, 32 * MM, { lineBreak: false, characterSpacing: 11 });
    const facts = [post, '第 12 选区', '138 0001 0001', '每月 15 日 09:00–11:30，石坝村代表联络站'];
    for (const [at, text] of facts.entries()) {
      const y = (57 + at * 10) * MM;
      document
        .font('sans', 14)
        .text(['职务', '选区', '联系电话', '接待日'][at] ?? '', 80 * MM, y, { lineBreak: false });
      document.text(text, 105 * MM, y, { width: 91 * MM });
    }
    document.font('sans', 10.5).text('扫码查看承诺与完成情况', 14 * MM, 122 * MM, { lineBreak: false });
    document.text('有事找代表，民有所呼、我有所应', 14 * MM, 127 * MM, { lineBreak: false });
    document.font('sans', 6.5).text('2026-01-01 · 1f3c9a2e', 14 * MM, 136 * MM, { lineBreak: false });
    bareQr(document, address, [164 * MM, 104 * MM, 32 * MM]);
  }
  document.end();
  return document;
}

/** Five in a row, four rows a sheet. */
function bareCard(document: PDFKit.PDFDocument, held: string, { person, at }: { person: Person; at: number }): void {
  const [x, y] = [(14 + (at % 5) * 79.4) * MM, (34 + Math.floor((at % 20) / 5) * 62.5) * MM];
  document.rect(x, y, 74 * MM, 57 * MM).lineWidth(0.2 * MM);
  document.stroke('#b9b2a0');
  document.image(held, x + 3 * MM, y + 3 * MM, { cover: [18 * MM, 24 * MM] });
  document.font('serif', 16).text(person.name, x + 23 * MM, y + 3 * MM, { lineBreak: false });
  document
    .font('sans', 8)
    .text(`区人大代表\n${person.post}\n138 0001 0001`, x + 23 * MM, y + 11 * MM, { width: 26 * MM });
  document.font('sans', 8.5).text(`· ${person.promise}`, x + 3 * MM, y + 32 * MM, { width: 68 * MM, height: 22 * MM });
  bareQr(document, person.address, [x + 49 * MM, y + 3 * MM, 24 * MM]);
}

function bareWall(photo: Buffer): Readable {
  const document = bareDocument();
  const held = heldOf(photo);
  for (const [at, person] of people(56).entries()) {
    if (at % 20 === 0) {
      document.addPage({ size: [...A3], margin: 0 });
      document.font('serif', 36).text('石桥镇 代表公示墙', 14 * MM, 10 * MM, { lineBreak: false });
      document.font('sans', 12).text('2026 年 · 56 名代表', 330 * MM, 14 * MM, { lineBreak: false });
    }
    bareCard(document, held, { person, at });
  }
  document.end();
  return document;
}

/** What is drawn, and how. */
export const DRAWINGS: Readonly<
  Record<Drawing, Readonly<Record<Way, (photo: Buffer) => Readable | Promise<Readable>>>>
> = {
  nameplates: {
    ours: (photo) => printed('nameplate', photo),
    bare: bareNameplates,
  },
  wall: {
    ours: (photo) => printed('wall', photo),
    bare: bareWall,
  },
};
