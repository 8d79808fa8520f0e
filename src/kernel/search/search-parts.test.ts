import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchParts } from './search-parts.ts';

describe('the parts of a search', () => {
  it('are cut at blanks, also at wide ones, and named once', () => {
    expect(searchParts(' 路灯  石坝村 路灯 ').map((part) => part.text)).toEqual(['路灯', '石坝村']);
  });

  it('are folded: full-width letters and digits, upper case', () => {
    expect(searchParts('ＬＳＹ ２０盏').map((part) => part.text)).toEqual(['lsy', '20盏']);
  });

  it('have words where Chinese is written without blanks', () => {
    expect(searchParts('安装太阳能路灯')[0]?.words).toContain('路灯');
  });

  it.each(['路灯', 'lsy', '%', "'", '_'])('have no words where there is but one: %s', (text) => {
    expect(searchParts(text)).toEqual([{ text, words: [] }]);
  });

  it('are none for blanks alone', () => {
    expect(searchParts(' \t　')).toEqual([]);
  });

  it('hold no blank, and all their words, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        for (const { text, words } of searchParts(query)) {
          expect(text).toMatch(/^\S+$/u);
          for (const word of words) expect(text).toContain(word);
        }
      }),
    );
  });
});
