import type { Block } from './docx.ts';
import type { Fonts } from './fonts.ts';
import { PAPER, type Page } from './pdf.ts';
import { type Sheet, type TextStyle, drawSheet } from './sheet.ts';

const SIZE = PAPER.a4;
const MARGIN = 20;
const WIDTH = SIZE.width - 2 * MARGIN;
const BOTTOM = SIZE.height - MARGIN;
/** Millimetres in a point. */
const POINT = 25.4 / 72;
/** What no text reaches. */
const ENDLESS = 100_000;
const PADDING = 1.4;
const BODY: TextStyle = { family: 'serif', size: 11, leading: 1.6 };
const CELL: TextStyle = { family: 'serif', size: 9.5, leading: 1.35 };
const HEADINGS = {
  1: { style: { family: 'sans', isBold: true, size: 18, leading: 1.4 }, above: 0, below: 4 },
  2: { style: { family: 'sans', isBold: true, size: 13.5, leading: 1.4 }, above: 5, below: 2 },
  3: { style: { family: 'sans', isBold: true, size: 11.5, leading: 1.4 }, above: 3, below: 1.5 },
} as const satisfies Record<1 | 2 | 3, { style: TextStyle; above: number; below: number }>;
const GREY = '#999999';

/** A piece that is never broken: a line of text, a row of a table, a picture. */
interface Piece {
  readonly height: number;
  draw(sheet: Sheet, top: number): void;
  /** It is not left at the foot of a page, away from what follows. */
  readonly isHeld?: boolean;
  /** Room alone: at the foot of a page there is none of it. */
  readonly isRoom?: true;
  /** A table's head, drawn once more where the table goes on. */
  readonly head?: Piece;
}

function linesOf(sheet: Sheet, text: string, { width, style }: { width: number; style: TextStyle }): string[] {
  const wrapped = { ...style, lines: 5000, first: 'wrap' as const };
  return text
    .split('\n')
    .flatMap((part) => (part === '' ? [''] : sheet.measure(part, { width, height: ENDLESS }, wrapped).lines));
}

const lineHeight = ({ size, leading = 1.4 }: TextStyle) => size * leading * POINT;

function textPieces(sheet: Sheet, text: string, style: TextStyle): Piece[] {
  const height = lineHeight(style);
  return linesOf(sheet, text, { width: WIDTH, style }).map((line) => ({
    height,
    draw: (page, top) => void page.text(line, { x: MARGIN, y: top, width: WIDTH + 2, height }, style),
  }));
}

const gap = (height: number, isHeld = false): Piece => ({ height, isHeld, isRoom: true, draw: () => undefined });

function headingPieces(sheet: Sheet, level: 1 | 2 | 3, text: string): Piece[] {
  const { style, above, below } = HEADINGS[level];
  const lines = textPieces(sheet, text, style).map((piece) => ({ ...piece, isHeld: true }));
  return [gap(above, true), ...lines, gap(below, true)];
}

const NUMBER = /^[\d,.%/–: -]+$/;

/** A Chinese character is as wide as two letters. */
const widthOf = (text: string) =>
  Array.from(text).reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 255 ? 2 : 1), 0);

/** A column that is no wider than this keeps its width; wider ones give way first. */
const NARROW = 26;

interface Columns {
  /** In millimetres. */
  readonly widths: readonly number[];
  readonly areNumbers: readonly boolean[];
}

/** Columns are as wide as what stands in them, as far as there is room: short ones stay whole, long ones wrap. */
function columnsOf({ head, rows }: Extract<Block, { kind: 'table' }>): Columns {
  const unit = (CELL.size * POINT) / 2;
  const wants = head.map((text, at) => {
    const widest = Math.max(widthOf(text) * 1.05, ...rows.map((cells) => widthOf(cells[at] ?? '')));
    return Math.min(widest * unit * 1.06 + 2 * PADDING + 1, WIDTH);
  });
  const sum = (all: readonly number[]) => all.reduce((total, want) => total + want, 0);
  const fixed = sum(wants.filter((want) => want <= NARROW));
  const wide = sum(wants) - fixed;
  const isTight = sum(wants) > WIDTH && wide > 0 && fixed < WIDTH * 0.8;
  const widths = isTight
    ? wants.map((want) => (want <= NARROW ? want : (want * (WIDTH - fixed)) / wide))
    : wants.map((want) => (want * WIDTH) / sum(wants));
  const areNumbers = head.map(
    (_, at) => rows.some((cells) => /\d/.test(cells[at] ?? '')) && rows.every((cells) => NUMBER.test(cells[at] ?? '')),
  );
  return { widths, areNumbers };
}

function rowPiece(sheet: Sheet, cells: readonly string[], of: Columns & { readonly isHead: boolean }): Piece {
  const { widths: columns, areNumbers, isHead } = of;
  const style: TextStyle = isHead ? { ...CELL, family: 'sans', isBold: true } : CELL;
  const room = BOTTOM - 3 * MARGIN;
  const lines = columns.map((width, at) => linesOf(sheet, cells[at] ?? '', { width: width - 2 * PADDING, style }));
  const high = Math.max(...lines.map((own) => own.length)) * lineHeight(style) + 2 * PADDING;
  const height = Math.min(high, room);
  return {
    height,
    isHeld: isHead,
    draw(page, top) {
      let x = MARGIN;
      for (const [at, width] of columns.entries()) {
        const area = { x, y: top, width, height };
        const stroke = { width: 0.15, colour: GREY };
        page.box(area, isHead ? { fill: '#f0eee8', stroke } : { stroke });
        const align = areNumbers[at] === true ? ('right' as const) : ('left' as const);
        for (const [index, line] of (lines[at] ?? []).entries()) {
          const y = top + PADDING + index * lineHeight(style);
          if (y + lineHeight(style) > top + height) break;
          // Room for what the line's measure rounds off; to the right it would shift the text.
          const spare = align === 'right' ? 0 : 1;
          page.text(
            line,
            { x: x + PADDING, y, width: width - 2 * PADDING + spare, height: lineHeight(style) },
            { ...style, align },
          );
        }
        x += width;
      }
    },
  };
}

function tablePieces(sheet: Sheet, table: Extract<Block, { kind: 'table' }>): Piece[] {
  const columns = columnsOf(table);
  const head = rowPiece(sheet, table.head, { ...columns, isHead: true });
  const rows = table.rows.map((cells) => ({ ...rowPiece(sheet, cells, { ...columns, isHead: false }), head }));
  return [head, ...rows, gap(3)];
}

function picturePieces({ png, width, height }: Extract<Block, { kind: 'picture' }>): Piece[] {
  const scale = Math.min(1, WIDTH / width);
  const [wide, high] = [width * scale, height * scale];
  const x = MARGIN + (WIDTH - wide) / 2;
  const draw = (page: Sheet, top: number) => {
    page.picture(png, { x, y: top, width: wide, height: high });
  };
  return [{ height: high, draw }, gap(3)];
}

function piecesOf(sheet: Sheet, block: Block): Piece[] {
  switch (block.kind) {
    case 'heading':
      return headingPieces(sheet, block.level, block.text);
    case 'paragraph':
      return [...textPieces(sheet, block.text, BODY), gap(1.5)];
    case 'table':
      return tablePieces(sheet, block);
    case 'picture':
      return picturePieces(block);
  }
}

type Placed = readonly (readonly [piece: Piece, top: number])[];

/** Pieces from top to bottom; those that are held go to the next page with what they are held by. */
function paginate(pieces: readonly Piece[]): Placed[] {
  const pages: [Piece, number][][] = [];
  let page: [Piece, number][] = [];
  let top = MARGIN;
  for (let at = 0; at < pieces.length;) {
    let end = at;
    while (pieces[end]?.isHeld === true && end < pieces.length - 1) end += 1;
    const group = pieces.slice(at, end + 1);
    const height = group.reduce((sum, piece) => sum + piece.height, 0);
    at = end + 1;
    const isFull = top + height > BOTTOM;
    if (isFull && group.every(({ isRoom }) => isRoom === true)) continue;
    if (isFull && page.length > 0) {
      pages.push(page);
      [page, top] = [[], MARGIN];
      const head = group[0]?.head;
      if (head !== undefined) {
        page.push([head, top]);
        top += head.height;
      }
    }
    for (const piece of group) {
      page.push([piece, top]);
      top += piece.height;
    }
  }
  if (page.length > 0) pages.push(page);
  return pages;
}

/** Sets what a DOCX is made of on A4 pages, numbered at the foot: the same report as a PDF. */
export function pagesOf(fonts: Fonts, blocks: readonly Block[]): Page[] {
  const pieces: Piece[] = [];
  drawSheet(fonts, SIZE, (sheet) => pieces.push(...blocks.flatMap((block) => piecesOf(sheet, block))));
  const pages = paginate(pieces);
  return pages.map((placed, at) => ({
    size: SIZE,
    draw(sheet) {
      for (const [piece, top] of placed) piece.draw(sheet, top);
      const foot = { x: MARGIN, y: SIZE.height - 13, width: WIDTH, height: 5 };
      sheet.text(`${at + 1} / ${pages.length}`, foot, { family: 'serif', size: 9, align: 'centre' });
    },
  }));
}
