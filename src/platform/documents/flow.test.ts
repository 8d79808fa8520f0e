import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { inkOf, renderPdf } from '#tests/support/pdf.ts';
import type { Block } from './docx.ts';
import { pagesOf } from './flow.ts';
import { openFonts } from './fonts.ts';
import { writePdf } from './pdf.ts';

const fonts = await openFonts();
const FACTS = { title: '报告', author: '云川区', at: Temporal.Instant.from('2026-03-01T08:00:00Z') };
const rendered = async (blocks: readonly Block[]) =>
  renderPdf(await buffer(writePdf(fonts, FACTS, pagesOf(fonts, blocks))));
const plain = (text: string) => text.replaceAll(/\s/g, '');

describe('a flowing document', () => {
  test('leaves nothing out, repeats a table’s head on each page, and has no blank page', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => [
      String(at + 1),
      `第${at + 1}项承诺：为村道安装太阳能路灯`,
      '已核实',
    ]);
    const pages = await rendered([
      { kind: 'heading', level: 1, text: '述职报告' },
      { kind: 'table', head: ['序号', '承诺', '状态'], rows },
    ]);
    expect(pages.length).toBeGreaterThan(2);
    const text = plain(pages.map((page) => page.text).join(''));
    for (const [, words] of rows) expect(text).toContain(words);
    for (const [at, page] of pages.entries()) {
      expect(plain(page.text)).toContain('序号');
      expect(plain(page.text)).toContain(`${at + 1}/${pages.length}`);
      expect(inkOf(page).share).toBeGreaterThan(0.01);
    }
  });

  test('wraps long words of a deputy, and keeps within the margins', async () => {
    const text = `一年来，${'我走访了石桥村的每一户人家，听取大家对道路、饮水和环境的意见。'.repeat(90)}\n\n谢谢大家。`;
    const pages = await rendered([{ kind: 'paragraph', text }]);
    expect(plain(pages.map((page) => page.text).join(''))).toContain('谢谢大家。');
    for (const page of pages) {
      const { box } = inkOf(page);
      expect(box?.x).toBeGreaterThan(18);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(192);
    }
  });

  test('keeps a heading with what follows, and scales a picture to the width', async () => {
    const png = await sharp({ create: { width: 900, height: 450, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    const line: Block = { kind: 'paragraph', text: '一行' };
    for (const count of [24, 25, 26, 27, 28, 29, 30, 31, 32, 33]) {
      const pages = await rendered([
        ...Array.from({ length: count }, () => line),
        { kind: 'heading', level: 2, text: '成果' },
        { kind: 'picture', png, width: 400, height: 200, says: '图' },
      ]);
      const of = pages.findIndex((page) => plain(page.text).includes('成果'));
      expect(inkOf(pages[of] as never).share).toBeGreaterThan(0.1);
    }
  });

  test('of nothing but room at a page’s foot begins no page', async () => {
    for (let lines = 30; lines < 40; lines += 1) {
      const pages = await rendered(Array.from({ length: lines }, (): Block => ({ kind: 'paragraph', text: '一行' })));
      for (const page of pages) expect(plain(page.text)).toContain('一行');
    }
  });
});
