import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import decompress from 'woff2-encoder/decompress';

/** Characters of one file of the rare font: from, to, and the file's name. */
type Slice = readonly [from: number, to: number, file: string];

/** The font of rare characters (Hanazono Mincho), which comes in slices of some hundred characters. */
export interface RareGlyphs {
  /** The name of the slice that draws a character; undefined when none does. */
  sliceOf(character: string): string | undefined;
  /** A slice as a TrueType font. */
  load(slice: string): Promise<Uint8Array>;
}

/** Only ideographs: what the font draws at private code points are its own signs, not those that a name means. */
const IS_IDEOGRAPH = /^\p{Script=Han}$/u;
const RULE = /url\(([\w.-]+)\) format\("woff2"\);\s*unicode-range:\s*([^;]+);/g;
const RANGE = /U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi;

function slicesOf(styles: string): Slice[] {
  return [...styles.matchAll(RULE)].flatMap(([, file = '', ranges = '']) =>
    [...ranges.matchAll(RANGE)].map(([, from = '', to = from]): Slice => [parseInt(from, 16), parseInt(to, 16), file]),
  );
}

/**
 * Opens the list of slices; the slices themselves are read when they are asked for.
 * @throws Error when the package of the font is not installed
 */
export async function openRareGlyphs(): Promise<RareGlyphs> {
  const styles = createRequire(import.meta.url).resolve('hanamin/HanaMin.css');
  const slices = slicesOf(await readFile(styles, 'utf8'));
  const loaded = new Map<string, Promise<Uint8Array>>();
  return {
    sliceOf(character) {
      const code = character.codePointAt(0) ?? 0;
      if (!IS_IDEOGRAPH.test(character)) return undefined;
      return slices.find(([from, to]) => code >= from && code <= to)?.[2];
    },
    load(slice) {
      const known = loaded.get(slice);
      if (known !== undefined) return known;
      const font = readFile(join(dirname(styles), slice)).then(decompress);
      loaded.set(slice, font);
      return font;
    },
  };
}
