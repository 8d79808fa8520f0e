import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Font, create } from 'fontkit';
import { openRareGlyphs } from './rare-glyphs.ts';

export type Family = 'serif' | 'sans';

/** A typeface that the product brings along. */
export interface Typeface {
  readonly family: Family;
  readonly isBold?: boolean;
}

/** A font file and what a document needs of it. */
export interface Face {
  /** The same for the same file. */
  readonly name: string;
  /** Advance of a text in parts of the type size, kerning included. */
  width(text: string): number;
  /** The file as TrueType. */
  bytes(): Promise<Uint8Array>;
}

/** A piece of a text that one font draws. */
export interface Run {
  readonly text: string;
  readonly face: Face;
  /** The font has no bold of its own: its outline is to be drawn as well. */
  readonly isThickened: boolean;
}

/** The fonts of the product: nothing of the system's is ever used. */
export interface Fonts {
  /** Characters of a text that no font can draw, each once, in their order. */
  missingGlyphs(text: string): string[];
  /** A text in the pieces that one font each can draw. A character without a glyph is replaced by 〓. */
  runsOf(text: string, typeface: Typeface): Run[];
  /** A text with 〓 for each character that its typeface has not, for whoever cannot change fonts within a text. */
  inOneFont(text: string, typeface: Typeface): string;
}

const PACKAGES = {
  serif: '@expo-google-fonts/noto-serif-sc',
  sans: '@expo-google-fonts/noto-sans-sc',
} as const;
const FILES = {
  serif: { plain: '400Regular/NotoSerifSC_400Regular.ttf', bold: '700Bold/NotoSerifSC_700Bold.ttf' },
  sans: { plain: '400Regular/NotoSansSC_400Regular.ttf', bold: '700Bold/NotoSansSC_700Bold.ttf' },
} as const;
type Weight = keyof (typeof FILES)['serif'];

/** What printers set where they have no type for a character. */
const STAND_IN = '〓';

/** Marks that draw nothing by themselves: joiners, variation selectors, byte order marks. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const BLANK = /[\p{Cc}\p{Zs}\u2028\u2029]/gu;
/** Letters of one word are kerned; of all else each has a width of its own. */
const WORDS = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+|[^]/gu;
const MOST_WIDTHS = 20_000;

interface WholeFace extends Face {
  has(character: string): boolean;
}

const require = createRequire(import.meta.url);

/** Where the font file of a typeface lies. */
export function fontFile({ family, isBold }: Typeface): string {
  return require.resolve(`${PACKAGES[family]}/${FILES[family][isBold === true ? 'bold' : 'plain']}`);
}

async function openFace(family: Family, weight: Weight): Promise<WholeFace> {
  const bytes = await readFile(fontFile({ family, isBold: weight === 'bold' }));
  const font = create(bytes) as Font;
  const widths = new Map<string, number>();
  const widthOf = (word: string) => {
    const known = widths.get(word);
    if (known !== undefined) return known;
    if (widths.size >= MOST_WIDTHS) widths.clear();
    const width = font.layout(word).advanceWidth / font.unitsPerEm;
    widths.set(word, width);
    return width;
  };
  return {
    name: `${family}-${weight}`,
    has: (character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
    width: (text) => text.match(WORDS)?.reduce((sum, word) => sum + widthOf(word), 0) ?? 0,
    bytes: () => Promise.resolve(bytes),
  };
}

/** What is drawn of a text: one line, ordinary blanks, nothing that cannot be seen. */
function visible(text: string): string {
  return text.replaceAll(UNSEEN, '').replaceAll(BLANK, ' ');
}

async function load(): Promise<Fonts> {
  const [serif, serifBold, sans, sansBold, rare] = await Promise.all([
    openFace('serif', 'plain'),
    openFace('serif', 'bold'),
    openFace('sans', 'plain'),
    openFace('sans', 'bold'),
    openRareGlyphs(),
  ]);
  const whole = { serif: { plain: serif, bold: serifBold }, sans: { plain: sans, bold: sansBold } };

  const rareFaces = new Map<string, Face>();
  function rareFace(slice: string): Face {
    const known = rareFaces.get(slice);
    if (known !== undefined) return known;
    // Each ideograph of that font is as wide as it is high.
    const face: Face = { name: slice, width: (text) => Array.from(text).length, bytes: () => rare.load(slice) };
    rareFaces.set(slice, face);
    return face;
  }

  /** The family's own glyph, else the rare font's, else the other family's. */
  function faceOf(character: string, { family, isBold }: Typeface): Face | undefined {
    const weight = isBold === true ? 'bold' : 'plain';
    const own = whole[family][weight];
    if (own.has(character)) return own;
    const slice = rare.sliceOf(character);
    if (slice !== undefined) return rareFace(slice);
    const other = whole[family === 'serif' ? 'sans' : 'serif'][weight];
    return other.has(character) ? other : undefined;
  }

  return {
    inOneFont(text, { family, isBold }) {
      const face = whole[family][isBold === true ? 'bold' : 'plain'];
      return Array.from(visible(text), (character) => (face.has(character) ? character : STAND_IN)).join('');
    },
    missingGlyphs(text) {
      const characters = new Set(visible(text));
      return [...characters].filter((character) => faceOf(character, { family: 'serif' }) === undefined);
    },
    runsOf(text, typeface) {
      const runs: { text: string; face: Face; isThickened: boolean }[] = [];
      for (const character of visible(text)) {
        const own = faceOf(character, typeface);
        const face = own ?? whole[typeface.family][typeface.isBold === true ? 'bold' : 'plain'];
        const last = runs.at(-1);
        const drawn = own === undefined ? STAND_IN : character;
        if (last?.face === face) last.text += drawn;
        else runs.push({ text: drawn, face, isThickened: typeface.isBold === true && rareFaces.has(face.name) });
      }
      return runs;
    },
  };
}

let opened: WeakRef<Fonts> | undefined;

/**
 * Opens the fonts. They take about 60 MB, which are given back once nobody holds them.
 * @throws Error when a package of fonts is not installed
 */
export async function openFonts(): Promise<Fonts> {
  const known = opened?.deref();
  if (known !== undefined) return known;
  const fonts = await load();
  opened = new WeakRef(fonts);
  return fonts;
}
