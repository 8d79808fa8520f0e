import { pinyin } from 'pinyin-pro';

/** A name by its sounds, so that it is found and put in order without Chinese characters. */
export interface Sounds {
  readonly pinyin: string;
  readonly initials: string;
}

/** Puts the sounds of a name's characters together: `lin`, `shu`, `yuan` are `linshuyuan`, and `lsy` by their initials. */
export function soundsOf(words: readonly string[]): Sounds {
  const plain = words.map((word) => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
  return {
    pinyin: plain.join(''),
    // By code points: a character beyond the first 65,536 that has no sound stands for itself, whole.
    initials: plain.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0x20).trim()).join(''),
  };
}

/** A name by its most likely sounds; surnames are read as surnames. */
export function pinyinOf(name: string): Sounds {
  return soundsOf(pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true }));
}

/**
 * How each character of a name can be read, the likeliest first: 单 is `shan` as a surname, else `dan` or `chan`. A
 * character that no dictionary here knows has none, and is to be typed.
 */
export function readingsOf(name: string): { readonly character: string; readonly readings: readonly string[] }[] {
  const characters = Array.from(name);
  const likely = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
  return characters.map((character, at) => {
    const all = pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true });
    const first = likely.length === characters.length ? likely[at] : undefined;
    const readings = [...(first === undefined ? [] : [first]), ...all].filter((one) => /^[a-z]+$/.test(one));
    return { character, readings: [...new Set(readings)] };
  });
}
