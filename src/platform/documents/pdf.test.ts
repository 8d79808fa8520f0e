import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { inkOf, qrOn, renderPdf } from '#tests/support/pdf.ts';
import { openFonts } from './fonts.ts';
import { PAPER, type Page, writePdf } from './pdf.ts';
import type { Area, Sheet, TextStyle } from './sheet.ts';

const fonts = await openFonts();
const FACTS = { title: '标识牌', author: '云川区人大常委会', at: Temporal.Instant.from('2026-03-01T08:00:00Z') };
const written = (pages: Iterable<Page> | AsyncIterable<Page>) => buffer(writePdf(fonts, FACTS, pages));
const aPage = (draw: (sheet: Sheet) => void, size = PAPER.a4): Page => ({ size, draw });
const rendered = async (draw: (sheet: Sheet) => void) => {
  const [page] = await renderPdf(await written([aPage(draw)]));
  if (page === undefined) throw new Error('no page');
  return page;
};
const AREA: Area = { x: 30, y: 40, width: 80, height: 30 };
const PLAIN: TextStyle = { family: 'sans', size: 20 };

/** Within a rectangle, but for the hair that smoothing adds. */
function expectWithin(ink: Area | undefined, area: Area): void {
  expect(ink).toBeDefined();
  if (ink === undefined) return;
  const slack = 0.3;
  expect(ink.x).toBeGreaterThanOrEqual(area.x - slack);
  expect(ink.y).toBeGreaterThanOrEqual(area.y - slack);
  expect(ink.x + ink.width).toBeLessThanOrEqual(area.x + area.width + slack);
  expect(ink.y + ink.height).toBeLessThanOrEqual(area.y + area.height + slack);
}

function aPhoto(): Promise<Buffer> {
  const left = {
    input: { create: { width: 200, height: 100, channels: 3, background: '#c00000' } },
    left: 0,
    top: 0,
  } as const;
  return sharp({ create: { width: 400, height: 100, channels: 3, background: '#0000c0' } })
    .composite([left])
    .jpeg({ quality: 95 })
    .toBuffer();
}

describe('a PDF', () => {
  test('has pages of their own sizes, none of them blank', async () => {
    const page = (size: Page['size']) =>
      aPage((sheet) => sheet.text('公示墙', { x: 10, y: 10, width: 80, height: 20 }, PLAIN), size);
    const pages = await renderPdf(await written([PAPER.a3Landscape, PAPER.a4, { width: 120, height: 60 }].map(page)));
    expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([
      [420, 297],
      [210, 297],
      [120, 60],
    ]);
    for (const one of pages) {
      expect(inkOf(one).share).toBeGreaterThan(0.0002);
      expect(one.text).toContain('公示墙');
    }
  });

  test('is in Chinese, has a name, and brings along the parts of the fonts that it uses', async () => {
    const pdf = await written([
      aPage((sheet) => sheet.text('杨𠮷', AREA, { ...PLAIN, family: 'serif', isBold: true })),
    ]);
    const plain = pdf.toString('latin1');
    expect(plain).toContain('/Lang (zh-CN)');
    expect(plain).toContain('/DisplayDocTitle true');
    expect(plain.match(/\/FontFile2 /g)).toHaveLength(2);
    expect(plain.match(/\/BaseFont \/[A-Z]{6}[+]/g)?.length).toBeGreaterThanOrEqual(2);
    expect(pdf.length).toBeLessThan(30_000);
  });

  test('gives the text back that was set, rare characters included', async () => {
    const lines = ['石坝村党总支书记 12', '“有事找代表”：A4 纸，￥5,000', '杨𠮷、𪚥𬸪𫖯与𰻝', '葛城'];
    const page = await rendered((sheet) => {
      for (const [at, line] of lines.entries()) {
        const placed = sheet.text(line, { x: 10, y: 20 + at * 15, width: 190, height: 12 }, PLAIN);
        expect(placed.missing).toEqual([]);
      }
    });
    // A reader may see a blank between two fonts.
    const bare = (text: string) => text.replaceAll(/\s/g, '');
    expect(bare(page.text)).toBe(bare(lines.join('')));
  });

  test('gives each document its own text, even where two characters share one drawing', async () => {
    // U+2F08 is the radical of a dictionary, drawn like U+4EBA.
    const first = await rendered((sheet) => sheet.text('\u2f08', AREA, PLAIN));
    const second = await rendered((sheet) => sheet.text('\u4eba', AREA, PLAIN));
    expect([first.text.trim(), second.text.trim()]).toEqual(['\u2f08', '\u4eba']);
  });

  test('says which characters it could not draw, and draws 〓', async () => {
    const page = await rendered((sheet) => {
      expect(sheet.text('王𲍀', AREA, PLAIN).missing).toEqual(['𲍀']);
    });
    expect(page.text.trim()).toBe('王〓');
    expectWithin(inkOf(page).box, AREA);
  });

  test.each([
    { how: 'smaller', text: '石坝村党总支书记兼村民委员会主任', style: { minSize: 8 }, lines: 1 },
    {
      how: 'over several lines',
      text: '石坝村党总支书记、村民委员会主任 '.repeat(5),
      style: { minSize: 12, lines: 6 },
      lines: 6,
    },
    {
      how: 'without its end',
      text: '石坝村党总支书记、村民委员会主任 '.repeat(50),
      style: { minSize: 10, lines: 9 },
      lines: 6,
    },
    { how: 'in a word without end', text: 'gjpqy'.repeat(40), style: { minSize: 10, lines: 3 }, lines: 3 },
    {
      how: 'in large letters',
      text: '𪚥𪚥杨帆',
      style: { size: 60, minSize: 20, family: 'serif', isBold: true } as const,
      lines: 1,
    },
  ])('keeps a long text within its area: $how', async ({ text, style, lines }) => {
    for (const [align, valign] of [
      ['left', 'top'],
      ['centre', 'middle'],
      ['right', 'bottom'],
    ] as const) {
      const page = await rendered((sheet) => {
        const told = { ...PLAIN, ...style, align, valign };
        const placed = sheet.text(text, AREA, told);
        expect(placed.lines.length).toBeLessThanOrEqual(lines);
        expect(placed).toEqual(sheet.measure(text, AREA, told));
      });
      expectWithin(inkOf(page).box, AREA);
    }
  });

  test('has QR codes that a camera reads', async () => {
    const address = 'https://lianghua.example.org/deputies/0198f2aa-7a62-7c6e-b2d5-1f2e3d4c5b6a';
    const page = await rendered((sheet) => {
      sheet.box({ x: 0, y: 0, width: 210, height: 297 }, { fill: '#f7e9e4' });
      sheet.qr(address, { x: 150, y: 230, side: 30 });
    });
    expect(qrOn(page)).toBe(address);
  });

  test('covers an area with a picture, cuts off what is over, and keeps one picture once', async () => {
    const photo = await aPhoto();
    const draw = (sheet: Sheet) => sheet.picture(photo, { x: 50, y: 50, width: 40, height: 40 });
    const page = await rendered(draw);
    const { box, share } = inkOf(page);
    expectWithin(box, { x: 50, y: 50, width: 40, height: 40 });
    expect(share).toBeCloseTo((40 * 40) / (210 * 297), 2);
    const colourAt = (x: number) => {
      const at =
        (Math.floor((70 / page.height) * page.rows) * page.columns + Math.floor((x / page.width) * page.columns)) * 4;
      return [page.pixels[at] ?? 0, page.pixels[at + 2] ?? 0];
    };
    const [[redLeft = 0, blueLeft = 0], [redRight = 0, blueRight = 0]] = [colourAt(60), colourAt(80)];
    expect(redLeft > blueLeft && blueRight > redRight).toBe(true);
    const twice = await written([aPage(draw), aPage(draw)]);
    expect(twice.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(1);
  });

  test('refuses what is no picture, and a PNG that would come too late', async () => {
    const clear = await sharp({ create: { width: 4, height: 4, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    for (const bytes of [Buffer.from('nothing'), Buffer.from([0xff, 0xd8, 0xff]), clear]) {
      await expect(written([aPage((sheet) => sheet.picture(bytes, AREA))])).rejects.toThrow('Not a picture');
    }
  });

  test('draws lines, boxes and what is turned', async () => {
    const page = await rendered((sheet) => {
      sheet.turned(90, { x: 100, y: 100 }, () => {
        sheet.line({ x: 100, y: 100 }, { x: 140, y: 100 }, { width: 0.5, colour: '#b5301f' });
      });
      sheet.box({ x: 90, y: 110, width: 20, height: 10 }, { stroke: { width: 0.3 }, radius: 2 });
    });
    expectWithin(inkOf(page).box, { x: 89.8, y: 99.8, width: 20.4, height: 40.4 });
    expect(inkOf(page).box?.height).toBeGreaterThan(39);
  });

  test('is the same, byte for byte, from the same pages at the same instant', async () => {
    const photo = await aPhoto();
    const page = (name: string) =>
      aPage((sheet) => {
        sheet.text(name, AREA, { ...PLAIN, family: 'serif', isBold: true });
        sheet.picture(photo, { x: 50, y: 90, width: 40, height: 40 });
        sheet.qr(`https://example.org/${name}`, { x: 10, y: 200, side: 40 });
      });
    const pages = ['杨帆', '李𠮷', '王𬸪'].map(page);
    const [one, two] = [await written(pages), await written(pages)];
    expect(one.equals(two)).toBe(true);
    const later = await buffer(writePdf(fonts, { ...FACTS, at: FACTS.at.add({ seconds: 1 }) }, pages));
    expect(one.equals(later)).toBe(false);
  });

  test('is written as it is read: the next page is drawn when the one before is taken', async () => {
    let drawn = 0;
    const page = aPage((sheet) => {
      drawn++;
      sheet.text(`第 ${drawn} 页`, AREA, PLAIN);
    });
    const stream = writePdf(
      fonts,
      FACTS,
      Array.from({ length: 200 }, () => page),
    );
    await stream[Symbol.asyncIterator]().next();
    stream.destroy();
    expect(drawn).toBeLessThan(200);
  });

  test('fails with what a page throws, and has at least one page', async () => {
    const wrong = aPage(() => {
      throw new Error('this page is wrong');
    });
    await expect(written([wrong])).rejects.toThrow('this page is wrong');
    await expect(written([])).rejects.toThrow('at least one page');
  });
});
