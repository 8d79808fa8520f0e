import { expect, test } from 'vitest';
import sharp from 'sharp';
import { openFonts } from '#platform/documents/fonts.ts';
import { writePdf } from '#platform/documents/pdf.ts';
import { type RenderedPage, inkOf, qrIn, qrOn, renderPdf } from '#tests/support/pdf.ts';
import type { PrintKind } from '../../../contract.ts';
import type { Content } from '../../../domain/printing/content.ts';
import { pagesOf } from './pages.ts';

const FACTS = { title: '标识牌', author: '云川区', at: Temporal.Instant.from('2020-10-28T01:00:00Z') };
const ADDRESS = 'https://yunchuan.example.org/deputies/0198f2aa-7a62-7c6e-b2d5-000000000001';

const CONTENT: Content = {
  name: '杨帆',
  titles: ['区人大代表'],
  place: '石坝村代表联络站',
  work: '石坝村 党总支书记',
  electoralDistrict: '第 12 选区',
  electoralUnit: null,
  phone: '138 0001 0001',
  photo: 'a:1',
  receptions: ['每月 15 日 09:00–11:30，石坝村代表联络站'],
  year: 2020,
  promises: [{ text: '带动 18 户农户发展肉牛养殖', target: '每户增收 5000 元', dueDay: '2020-12-31' }],
  address: ADDRESS,
};

const photo = sharp({ create: { width: 300, height: 400, channels: 3, background: '#b9b2a0' } })
  .jpeg()
  .toBuffer();

async function drawn(kind: PrintKind, contents: readonly Content[], photoOf = () => photo) {
  const sheets = contents.map((content) => ({
    ...{ content, hash: '1f3c9a2e'.repeat(8), photo: content.photo === null ? null : 'file' },
  }));
  const pages = pagesOf({ kind, day: '2020-10-28', placeName: '石桥镇代表之家', sheets }, photoOf);
  const chunks: Buffer[] = [];
  for await (const chunk of writePdf(await openFonts(), FACTS, pages)) chunks.push(chunk as Buffer);
  return renderPdf(Buffer.concat(chunks));
}

const people = (count: number): Content[] =>
  Array.from({ length: count }, (_, at) => ({
    ...CONTENT,
    address: ADDRESS.slice(0, -3) + String(at).padStart(3, '0'),
  }));

/** The codes of a wall of many, card by card: five in a row, four rows below the heading. */
function codesIn(page: RenderedPage): (string | undefined)[] {
  const [width, height] = [(page.width - 28) / 5, (page.height - 52) / 4];
  return Array.from({ length: 20 }, (_, at) =>
    qrIn(page, { x: 14 + (at % 5) * width, y: 34 + Math.floor(at / 5) * height, width, height }),
  );
}

const SIZES: Readonly<Record<PrintKind, readonly [width: number, height: number]>> = {
  nameplate: [210, 148],
  door: [148, 105],
  wall: [420, 297],
  notice: [210, 297],
};

test.each(['nameplate', 'door', 'notice', 'wall'] as const)(
  'a %s says who it is, and its code leads to them',
  async (kind) => {
    const [page, ...others] = await drawn(kind, [CONTENT]);
    if (page === undefined) throw new Error('no page');
    expect(others).toEqual([]);
    expect([Math.round(page.width), Math.round(page.height)]).toEqual(SIZES[kind]);
    for (const words of ['杨帆', '区人大代表', '138 0001 0001'])
      expect(page.text.replaceAll(/\s/g, '')).toContain(words.replaceAll(' ', ''));
    expect(qrOn(page)).toBe(ADDRESS);
    const { box, share } = inkOf(page);
    expect(share).toBeGreaterThan(0.02);
    // Nothing runs over the edge of the paper.
    expect(box?.x).toBeGreaterThan(3);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(page.width - 3);
  },
);

test('bears the day and the beginning of its hash, so that a sheet that hangs can be told from a later one', async () => {
  const [page] = await drawn('nameplate', [CONTENT]);
  expect(page?.text).toContain('2020-10-28 · 1f3c9a2e');
});

test('without a photo nothing is left empty, also where its file has gone', async () => {
  for (const kind of ['nameplate', 'wall', 'notice'] as const) {
    const [none] = await drawn(kind, [{ ...CONTENT, photo: null }]);
    const [lost] = await drawn(kind, [CONTENT], () => Promise.resolve(undefined as never));
    for (const page of [none, lost]) {
      if (page === undefined) throw new Error('no page');
      expect(qrOn(page)).toBe(ADDRESS);
      expect(inkOf(page).share).toBeGreaterThan(0.015);
      expect(page.text).toContain('杨帆'.slice(0, 1));
    }
  }
});

test('a very long post, name and list of receptions stay in their places', async () => {
  const long: Content = {
    ...CONTENT,
    name: '阿卜杜热依木·买买提吐尔逊·艾合麦提江',
    titles: ['市人大代表', '区人大代表', '镇人大代表'],
    work: '云川区石桥镇石坝村股份经济合作联合社理事会理事长兼村党总支书记、村民委员会主任、农机专业合作社党支部书记'.repeat(
      4,
    ),
    electoralDistrict: '石桥镇第十二选区（石坝村、凉水村、古桥社区及镇属企事业单位联合选区）',
    receptions: Array.from({ length: 4 }, () => '每月第一个周三 09:00–11:30，石桥镇石坝村人大代表联络站'),
    promises: Array.from({ length: 24 }, (_, at) => ({
      ...{ text: `第 ${at + 1} 项：${'为困难群众办实事'.repeat(12)}`, target: '20 户', dueDay: null },
    })),
  };
  for (const kind of ['nameplate', 'door', 'notice', 'wall'] as const) {
    const pages = await drawn(kind, [long]);
    expect(pages).toHaveLength(kind === 'notice' ? 3 : 1);
    for (const page of pages) {
      expect(qrOn(page)).toBe(ADDRESS);
      const { box } = inkOf(page);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(page.height - 3);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(page.width - 3);
    }
  }
});

test('every code on a wall of 56 is read and leads to another deputy', async () => {
  const pages = await drawn('wall', people(56));
  expect(pages).toHaveLength(3);
  const read = pages.flatMap((page) => codesIn(page)).filter((one) => one !== undefined);
  expect(read.toSorted()).toEqual(people(56).map(({ address }) => address));
  for (const page of pages) expect(inkOf(page).share).toBeGreaterThan(0.02);
});

test('500 deputies on one wall are 25 sheets, none of them blank', async () => {
  const pages = await drawn('wall', people(500));
  expect(pages).toHaveLength(25);
  expect(Math.min(...pages.map((page) => inkOf(page).share))).toBeGreaterThan(0.02);
  expect(pages.at(-1)?.text.replaceAll(/\s/g, '')).toContain('第25张，共25张');
});
