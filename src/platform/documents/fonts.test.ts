import { describe, expect, test } from 'vitest';
import { openFonts } from './fonts.ts';

const fonts = await openFonts();
const partsOf = (text: string, isBold = false) =>
  fonts.runsOf(text, { family: 'serif', isBold }).map(({ text: part, face }) => [part, face.name]);

describe('the fonts of the product', () => {
  test('have every character of the common tables, and of names that no input method offers', () => {
    const block = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).join('');
    expect(fonts.missingGlyphs(block(0x4e00, 0x9fff))).toEqual([]);
    expect(fonts.missingGlyphs(block(0x3400, 0x4dbf))).toEqual([]);
    expect(fonts.missingGlyphs('㛃䶮堃喆犇垚龘𠀀𠮷𤳵𦭜𪚥𫍯𫖯𬀩𬱖𬸪𮯠𰻝𱁬')).toEqual([]);
    expect(fonts.missingGlyphs('2026 年 1 月：《承诺》“销号”①—…·Aé%')).toEqual([]);
  });

  test('name what they have not, each once', () => {
    // An ideograph of the newest tables, a private code point of an old system, a face.
    expect(fonts.missingGlyphs('王𲍀\u{e3b2}😀𲍀')).toEqual(['𲍀', '\u{e3b2}', '😀']);
  });

  test('draw 〓 for it, and never a box', () => {
    expect(partsOf('王𲍀')).toEqual([['王〓', 'serif-plain']]);
    expect(fonts.inOneFont('王𠮷<b>', { family: 'sans' })).toBe('王〓<b>');
  });

  test('change to the font of rare characters for those alone, and thicken what should be bold', () => {
    const runs = fonts.runsOf('杨𠮷生', { family: 'serif', isBold: true });
    expect(runs.map(({ text, isThickened }) => [text, isThickened])).toEqual([
      ['杨', false],
      ['𠮷', true],
      ['生', false],
    ]);
    expect(runs.map(({ face }) => face.width('杨'))).toEqual([1, 1, 1]);
    expect(partsOf('𰻝')).toEqual([['𰻝', 'sans-plain']]);
  });

  test('leave out what cannot be seen, and set one kind of blank', () => {
    expect(partsOf('\u{feff}葛\u{e0101}\u{200d}城\u{3000}\t区')).toEqual([['葛城  区', 'serif-plain']]);
    expect(fonts.missingGlyphs('葛\u{e0101}\u{fe0f}')).toEqual([]);
  });

  test('measure with kerning', () => {
    const [run] = fonts.runsOf('AVATAR', { family: 'sans' });
    const [apart] = fonts.runsOf('A V A T A R', { family: 'sans' });
    const blank = fonts.runsOf(' ', { family: 'sans' })[0]?.face.width(' ') ?? 0;
    expect(run?.face.width('AVATAR')).toBeLessThan((apart?.face.width('A V A T A R') ?? 0) - 5 * blank);
  });
});
