import LineBreaker from 'linebreak';

/** How a text is made to fit: by smaller type, by more lines, and at last by leaving out its end. */
export interface Fit {
  /** Type size wanted, in points. */
  readonly size: number;
  /** The smallest size that may be taken instead, in points; without it the size stands. */
  readonly minSize?: number;
  /** Lines at most; 1 if not said. */
  readonly lines?: number;
  /** What is tried first where both are allowed: `shrink` (if not said) keeps one line, `wrap` keeps the size. */
  readonly first?: 'shrink' | 'wrap';
  /** From one baseline to the next, in parts of the type size; 1.4 if not said. */
  readonly leading?: number;
}

export interface FittedLine {
  readonly text: string;
  /** In points. */
  readonly width: number;
}

export interface FittedText {
  /** In points. */
  readonly size: number;
  readonly lines: readonly FittedLine[];
  /** The end was left out, and … says so. */
  readonly isCut: boolean;
}

/** Width of a text in parts of its type size. */
type Measure = (text: string) => number;

/** Room in points. */
interface Room {
  readonly width: number;
  readonly height: number;
}

/** What stands between two places where a line may end. */
interface Piece {
  readonly text: string;
  /** In parts of the type size; `inkWidth` without the blanks at its end. */
  readonly width: number;
  readonly inkWidth: number;
  /** The line must end here. */
  readonly isLast: boolean;
}

/** Sizes are tried in steps that no eye sees. */
const STEP = 0.25;
const ELLIPSIS = '…';
/** Against errors of rounding: a text as wide as its room fits. */
const SLACK = 1e-6;

function piecesOf(text: string, measure: Measure): Piece[] {
  const pieceOf = (piece: string, isLast: boolean): Piece => {
    const shown = piece.replace(/[\r\n\u2028\u2029]+$/u, '');
    return { text: shown, width: measure(shown), inkWidth: measure(shown.trimEnd()), isLast };
  };
  const breaker = new LineBreaker(text);
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = breaker.nextBreak(); at !== null; at = breaker.nextBreak()) {
    pieces.push(pieceOf(text.slice(from, at.position), at.required));
    from = at.position;
  }
  return pieces;
}

/** How many characters, but at least one, are not wider than a line. */
function countThatFits(characters: readonly string[], width: number, measure: Measure): number {
  let count = 0;
  let taken = 0;
  for (const character of characters) {
    taken += measure(character);
    if (taken > width + SLACK) break;
    count++;
  }
  // Together they may be wider than one by one, where letters are set apart.
  while (count > 1 && measure(characters.slice(0, count).join('')) > width + SLACK) count--;
  return Math.max(1, count);
}

/** A word that is wider than a line, in parts that are not. */
function brokenAnywhere(piece: Piece, width: number, measure: Measure): Piece[] {
  const parts: Piece[] = [];
  let rest = Array.from(piece.text);
  while (rest.length > 0) {
    const count = countThatFits(rest, width, measure);
    const text = rest.slice(0, count).join('');
    rest = rest.slice(count);
    const isLast = piece.isLast && rest.length === 0;
    parts.push({ text, width: measure(text), inkWidth: measure(text.trimEnd()), isLast });
  }
  return parts;
}

/** Lines of at most a width, in parts of the type size. */
function wrap(pieces: readonly Piece[], width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  const end = () => {
    lines.push(line.trimEnd());
    line = '';
    taken = 0;
  };
  const fitting = pieces.flatMap((piece) =>
    piece.inkWidth > width + SLACK ? brokenAnywhere(piece, width, measure) : [piece],
  );
  for (const piece of fitting) {
    if (line !== '' && taken + piece.inkWidth > width + SLACK) end();
    line += piece.text;
    taken += piece.width;
    if (piece.isLast) end();
  }
  if (line !== '') end();
  return lines;
}

/** The last line that is left, with … at its end, which must fit as well. */
function withEllipsis(line: string, width: number, measure: Measure): string {
  const left = Array.from(line);
  while (left.length > 0 && measure(left.join('').trimEnd() + ELLIPSIS) > width + SLACK) left.pop();
  return left.join('').trimEnd() + ELLIPSIS;
}

function sizesOf({ size, minSize = size }: Fit): number[] {
  const steps = Math.max(0, Math.floor((size - minSize) / STEP));
  const sizes = Array.from({ length: steps + 1 }, (_, step) => size - step * STEP);
  return sizes.at(-1) === minSize || minSize >= size ? sizes : [...sizes, minSize];
}

/**
 * Makes a text fit into its room: type down to the smallest size, more lines as far as they are allowed, both in the
 * order that is wanted, and then … in place of its end. Pure: the same input gives the same lines.
 */
export function fitText(text: string, room: Room, options: { fit: Fit; measure: Measure }): FittedText {
  const { fit, measure } = options;
  const { lines: mostLines = 1, first = 'shrink', leading = 1.4 } = fit;
  const sizes = sizesOf(fit);
  const sized = (size: number, lines: readonly string[], isCut: boolean): FittedText => ({
    size,
    lines: lines.map((line) => ({ text: line, width: measure(line) * size })),
    isCut,
  });
  const pieces = piecesOf(mostLines === 1 ? text.replaceAll(/[\r\n\u2028\u2029]+/gu, ' ') : text, measure);
  const linesAt = (size: number) => wrap(pieces, room.width / size, measure);
  /** As many as the room is high for, but always one: what is higher than its room was asked for. */
  const roomFor = (size: number, most: number) =>
    Math.max(1, Math.min(most, Math.floor(room.height / (size * leading) + SLACK)));
  const tries = first === 'shrink' && mostLines > 1 ? [1, mostLines] : [mostLines];
  for (const most of tries) {
    for (const size of sizes) {
      const lines = linesAt(size);
      if (lines.length <= roomFor(size, most)) return sized(size, lines, false);
    }
  }
  const smallest = sizes.at(-1) ?? fit.size;
  const all = linesAt(smallest);
  const kept = all.slice(0, roomFor(smallest, mostLines));
  const last = kept.pop() ?? '';
  return sized(smallest, [...kept, withEllipsis(last, room.width / smallest, measure)], true);
}
