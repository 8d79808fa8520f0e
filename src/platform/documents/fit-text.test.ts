import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fit, fitText } from './fit-text.ts';

/** A Chinese character is as wide as its size, everything else half of that. */
const measure = (text: string) =>
  Array.from(text).reduce((sum, one) => sum + (/[\u2e80-\uffff]|[^\0-\uffff]/u.test(one) ? 1 : 0.5), 0);
const fitted = (text: string, fit: Fit, room = { width: 100, height: 1000 }) => fitText(text, room, { fit, measure });
const linesOf = ({ lines }: ReturnType<typeof fitted>) => lines.map(({ text }) => text);

describe('a text that has to fit', () => {
  test('is left as it is where there is room', () => {
    expect(fitted('石坝村村民', { size: 20, minSize: 10 })).toMatchObject({ size: 20, isCut: false });
    expect(linesOf(fitted('', { size: 20 }))).toEqual([]);
  });

  test('is set smaller first, as large as its room allows', () => {
    const { size, lines, isCut } = fitted('石坝村村民小组长', { size: 20, minSize: 10, lines: 2 });
    expect([size, lines.length, isCut]).toEqual([12.5, 1, false]);
  });

  test('takes more lines when it would be too small on one', () => {
    const one = fitted('石坝村村民小组长兼会计', { size: 20, minSize: 10, lines: 3 });
    expect(linesOf(one)).toEqual(['石坝村村民', '小组长兼会', '计']);
    expect(one.size).toBe(20);
  });

  test('takes more lines first where that is wanted', () => {
    const one = fitted('石坝村村民小组长', { size: 20, minSize: 10, lines: 2, first: 'wrap' });
    expect([one.size, linesOf(one)]).toEqual([20, ['石坝村村民', '小组长']]);
  });

  test('loses its end, and says so, when nothing else helps', () => {
    const one = fitted('石坝村村民小组长兼会计', { size: 20, minSize: 20, lines: 2 });
    expect([linesOf(one), one.isCut]).toEqual([['石坝村村民', '小组长兼…'], true]);
  });

  test('has no more lines than its room is high for', () => {
    const one = fitted('石坝村村民小组长兼会计', { size: 20, lines: 9, leading: 1.5 }, { width: 100, height: 65 });
    expect([one.lines.length, one.isCut]).toEqual([2, true]);
  });

  test('never begins a line with a mark that ends a clause, nor ends one with a mark that opens', () => {
    expect(linesOf(fitted('人人人人人，人', { size: 20, lines: 3, first: 'wrap' }))).toEqual(['人人人人', '人，人']);
    expect(linesOf(fitted('人人人人（人人）', { size: 20, lines: 3, first: 'wrap' }))).toEqual([
      '人人人人',
      '（人人）',
    ]);
  });

  test('keeps words and numbers whole, and breaks only what is wider than a line', () => {
    expect(linesOf(fitted('电话 13800010001', { size: 20, minSize: 20, lines: 3 }))).toEqual([
      '电话',
      '1380001000',
      '1',
    ]);
    expect(linesOf(fitted('电话号 13800', { size: 20, lines: 3, first: 'wrap' }))).toEqual(['电话号', '13800']);
  });

  test('keeps its own ends of lines where it has more than one', () => {
    expect(linesOf(fitted('一\n二', { size: 20, lines: 2 }))).toEqual(['一', '二']);
    expect(linesOf(fitted('一\n二', { size: 20 }))).toEqual(['一 二']);
  });

  test('stays within its width, keeps every character, or says that it was cut', () => {
    const asked = fc.record({
      said: fc.stringMatching(/^[人民代表，。（）a-z0-9 𠮷]{0,60}$/u),
      width: fc.integer({ min: 20, max: 300 }),
      lines: fc.integer({ min: 1, max: 6 }),
      first: fc.constantFrom('shrink' as const, 'wrap' as const),
    });
    fc.assert(
      fc.property(asked, ({ said, width, lines, first }) => {
        const one = fitted(said, { size: 16, minSize: 9, lines, first }, { width, height: 90 });
        expect(one.lines.length).toBeLessThanOrEqual(lines);
        expect(one.size).toBeGreaterThanOrEqual(9);
        for (const line of one.lines) {
          // A room that is not wide enough for one character and … is still given both.
          if (line.text.length > 3) expect(line.width).toBeLessThanOrEqual(width + 0.001);
        }
        const shown = linesOf(one).join('').replaceAll(' ', '');
        const wanted = said.replaceAll(' ', '');
        if (one.isCut) expect(wanted.startsWith(shown.replace(/…$/, ''))).toBe(true);
        else expect(shown).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });
});
