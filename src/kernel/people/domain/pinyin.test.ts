import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pinyinOf, readingsOf, soundsOf } from './pinyin.ts';

describe('the sounds of a name', () => {
  test.each([
    ['王建国', 'wangjianguo', 'wjg'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['欧阳修', 'ouyangxiu', 'oyx'],
    ['吕布', 'lvbu', 'lb'],
  ])('%s sounds %s', (name, pinyin, initials) => {
    expect(pinyinOf(name)).toMatchObject({ pinyin, initials });
  });

  test('characters beyond the BMP are read, or stand for themselves, and are never cut in two', () => {
    expect(pinyinOf('王𬭎')).toEqual({ pinyin: 'wanghong', initials: 'wh' });
    expect(pinyinOf('𠮷田')).toEqual({ pinyin: '𠮷tian', initials: '𠮷t' });
    const han = fc.integer({ min: 0x20000, max: 0x323af }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.array(han, { minLength: 1, maxLength: 4 }), (characters) => {
        const { pinyin, initials } = pinyinOf(characters.join(''));
        expect(pinyin.isWellFormed() && initials.isWellFormed()).toBe(true);
      }),
    );
  });

  test('one who reads it otherwise may say how', () => {
    expect(soundsOf(['Ji', 'tian'])).toEqual({ pinyin: 'jitian', initials: 'jt' });
  });
});

describe('the readings of a character', () => {
  test('are all that it has, as a surname first', () => {
    const [first, second] = readingsOf('单乐');
    expect(first).toEqual({ character: '单', readings: ['shan', 'dan', 'chan'] });
    expect(second?.readings).toContain('yue');
  });

  test('are none where no dictionary knows it', () => {
    expect(readingsOf('𠮷田')).toEqual([
      { character: '𠮷', readings: [] },
      { character: '田', readings: ['tian'] },
    ]);
  });
});
