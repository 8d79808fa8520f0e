import { pinyin } from 'pinyin-pro';

/** A name by its sounds: `林书远` is `linshuyuan`, and `lsy` by its initials; surnames are read as surnames. */
export function pinyinOf(name: string): { readonly pinyin: string; readonly initials: string } {
  const sounds = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true });
  const words = sounds.map((sound) => sound.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
  return {
    pinyin: words.join(''),
    initials: words.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0x20).trim()).join(''),
  };
}
