/** Which parts a drawn portrait is put together from. Each is the id of a symbol of the sprite. */
export interface PortraitParts {
  readonly ground: string;
  readonly back: string | null;
  readonly coat: string;
  readonly face: string;
  readonly hair: string;
  readonly features: string;
  readonly glasses: string | null;
  readonly isAged: boolean;
  /** Classes that set the inks of hair, coat and skin. */
  readonly inks: string;
}

/** Characters that names of women often end in: a drawn portrait is to suit an invented name. */
const WOMENS = '芳梅花兰云丽娟秀英玲燕琴霞红莲凤珍桂菊娜敏静洁萍蓉婷雪艳琼慧倩丹颖佳怡蕾薇莉美翠香巧春月淑惠素';

const SHORT_HAIR = [0, 1, 2, 3, 4, 5];
const LONG_HAIR = [6, 7, 8, 9];

/** Stable draws from a seed: FNV-1a over the text, stirred once a draw. */
function drawsOf(seed: string): (count: number) => number {
  let state = 2_166_136_261;
  for (let index = 0; index < seed.length; index += 1) {
    state = Math.imul(state ^ seed.charCodeAt(index), 16_777_619) >>> 0;
  }
  return (count) => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_507) >>> 0;
    state = (state ^ (state >>> 13)) >>> 0;
    return state % count;
  };
}

/** The same seed and name always give the same portrait, of nobody real. */
export function portraitParts(seed: string, name: string): PortraitParts {
  const draw = drawsOf(seed);
  const isWomans = Array.from(name)
    .slice(1)
    .some((character) => WOMENS.includes(character));
  const choices = isWomans ? LONG_HAIR : SHORT_HAIR;
  const hair = choices[draw(choices.length)] ?? 0;
  const age = draw(10);
  const coat = isWomans ? ([2, 3, 4, 5][draw(4)] ?? 3) : ([0, 0, 1, 2, 4, 3][draw(6)] ?? 0);
  const ink = age > 7 ? 'gr' : age > 4 ? 'sa' : 'bl';
  return {
    ground: `pg${draw(3)}`,
    back: isWomans && hair !== 9 ? `pb${hair}` : null,
    coat: `pc${coat}`,
    face: `pf${isWomans ? [0, 2][draw(2)] : draw(3)}`,
    hair: `ph${hair}`,
    features: `pe${draw(4)}`,
    glasses: draw(10) < 3 ? `ps${draw(2)}` : null,
    isAged: age > 5,
    inks: `${ink} k${draw(5)} t${draw(3)}`,
  };
}
