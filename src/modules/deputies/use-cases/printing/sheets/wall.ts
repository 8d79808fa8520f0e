import { type Page, PAPER } from '#platform/documents/pdf.ts';
import type { Area, Sheet } from '#platform/documents/sheet.ts';
import type { Content } from '../../../domain/printing/content.ts';
import { INK, PALE, RULE, portrait, versionMark } from './parts.ts';

/** One person on a wall. */
export interface OnWall {
  readonly content: Content;
  readonly photo: Buffer | undefined;
}

export interface WallFacts {
  /** The station's, the town's or the district's name. */
  readonly place: string;
  readonly number: number;
  readonly of: number;
  /** How many persons are on all of its sheets. */
  readonly people: number;
  readonly mark: string;
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Type size of the promises. */
  readonly size: number;
}

const FEW: Grid = { columns: 3, rows: 2, size: 15 };
const SOME: Grid = { columns: 4, rows: 3, size: 10 };
const MANY: Grid = { columns: 5, rows: 4, size: 8.5 };

const holds = ({ columns, rows }: Grid) => columns * rows;

function gridFor(people: number): Grid {
  return [FEW, SOME].find((grid) => holds(grid) >= people) ?? MANY;
}

/** How many persons stand on a sheet of a wall of so many: the fewer they are, the larger they stand. */
export function perWallSheet(people: number): number {
  return holds(gridFor(people));
}

const MARGIN = 14;
const HEAD = 34;
const FOOT = 12;
const GAP = 5;

function card(
  sheet: Sheet,
  { x, y, width, height, size }: Area & { readonly size: number },
  { content, photo }: OnWall,
): void {
  sheet.box({ x, y, width, height }, { stroke: { width: 0.2, colour: RULE } });
  const pad = size * 0.3;
  const inner = { x: x + pad, y: y + pad, width: width - 2 * pad, height: height - 2 * pad };
  const faceHeight = Math.min(inner.height * 0.46, size * 3.6);
  const face = { x: inner.x, y: inner.y, width: faceHeight * 0.75, height: faceHeight };
  portrait(sheet, face, { photo, name: content.name });
  const side = Math.min(faceHeight, 30);
  sheet.qr(content.address, { x: inner.x + inner.width - side, y: inner.y, side });
  const left = face.x + face.width + pad;
  const beside = { x: left, width: inner.x + inner.width - side - left - 1 };
  const nameHeight = faceHeight * 0.34;
  sheet.text(
    content.name,
    { ...beside, y: inner.y, height: nameHeight },
    {
      ...{ family: 'serif', isBold: true, size: size * 1.9, minSize: size * 0.9, colour: INK, leading: 1.15, lines: 2 },
      spacing: 0.08,
    },
  );
  const told = [content.titles.join('、'), content.work, content.phone].filter((one) => one !== null).join('\n');
  sheet.text(
    told,
    { ...beside, y: inner.y + nameHeight, height: faceHeight - nameHeight },
    { family: 'sans', size: size * 0.92, minSize: 5, lines: 6, first: 'wrap', leading: 1.3, colour: PALE },
  );
  const below = inner.y + faceHeight + pad * 0.6;
  sheet.line(
    { x: inner.x, y: below },
    { x: inner.x + inner.width, y: below },
    { width: 0.15, colour: RULE, dash: [1, 1] },
  );
  const promises = content.promises.map(({ text }) => `· ${text}`).join('\n');
  const area = {
    x: inner.x,
    y: below + pad * 0.6,
    width: inner.width,
    height: inner.y + inner.height - below - pad * 0.6,
  };
  const none = `${content.year ?? ''} 年还没有公示的承诺`;
  sheet.text(promises === '' ? none : promises, area, {
    ...{ family: 'sans', size, minSize: 6, lines: 12, first: 'wrap', leading: 1.35 },
    colour: promises === '' ? PALE : INK,
  });
}

/** A sheet of a wall, A3: a station's or a town's deputies with what they promise. */
export function wallSheet(people: readonly OnWall[], facts: WallFacts): Page {
  return {
    size: PAPER.a3Landscape,
    draw(sheet) {
      const { width, height } = sheet;
      const year = people[0]?.content.year ?? '';
      const inner = width - 2 * MARGIN;
      sheet.text(
        `${facts.place} 代表公示墙`,
        { x: MARGIN, y: 10, width: inner - 80, height: 18 },
        { family: 'serif', isBold: true, size: 36, minSize: 16, colour: INK, spacing: 0.06, valign: 'middle' },
      );
      sheet.text(
        `${year} 年 · ${facts.people} 名代表\n第 ${facts.number} 张，共 ${facts.of} 张`,
        { x: width - MARGIN - 78, y: 12, width: 78, height: 16 },
        { family: 'sans', size: 12, lines: 2, align: 'right', valign: 'middle', colour: PALE },
      );
      sheet.line({ x: MARGIN, y: HEAD - 4 }, { x: width - MARGIN, y: HEAD - 4 }, { width: 0.6, colour: INK });
      const grid = gridFor(facts.people);
      const room = height - HEAD - FOOT - 6;
      const cell = {
        width: (inner - GAP * (grid.columns - 1)) / grid.columns,
        height: (room - GAP * (grid.rows - 1)) / grid.rows,
      };
      for (const [at, person] of people.entries()) {
        const x = MARGIN + (at % grid.columns) * (cell.width + GAP);
        const y = HEAD + Math.floor(at / grid.columns) * (cell.height + GAP);
        card(sheet, { x, y, ...cell, size: grid.size }, person);
      }
      const foot = { x: MARGIN, y: height - FOOT - 1, width: inner, height: 6 };
      sheet.text('扫码查看每位代表的承诺、进展和核实情况', foot, { family: 'sans', size: 10, colour: PALE });
      versionMark(sheet, facts.mark, { ...foot, align: 'right' });
    },
  };
}
