import type { Area, Sheet, TextStyle } from '#platform/documents/sheet.ts';

export const INK = '#1b1a17';
export const PALE = '#57534a';
export const RULE = '#b9b2a0';
const GROUND = '#efeae0';

/** What a page is drawn from besides its text. */
export interface Extras {
  /** The photo's bytes; undefined where none is shown, or its file is not there. */
  readonly photo: Buffer | undefined;
  /** Which version of what is shown it is: the day and the beginning of its hash. */
  readonly mark: string;
}

/** Two lines around a sheet, the outer one thick. */
export function frame(sheet: Sheet, margin: number): void {
  const box = (inset: number, width: number) => {
    const area = { x: inset, y: inset, width: sheet.width - 2 * inset, height: sheet.height - 2 * inset };
    sheet.box(area, { stroke: { width, colour: INK } });
  };
  box(margin, 0.6);
  box(margin + 1.5, 0.2);
}

/** A person's photo; without one the first character of the name, so that the place is not empty. */
export function portrait(sheet: Sheet, area: Area, of: { readonly photo: Buffer | undefined; readonly name: string }) {
  if (of.photo !== undefined) {
    sheet.picture(of.photo, area, 0.3);
    return;
  }
  sheet.box(area, { fill: GROUND });
  const [first = ''] = Array.from(of.name);
  const size = area.width * 1.4;
  const style: TextStyle = { family: 'serif', isBold: true, colour: RULE, align: 'centre', valign: 'middle', size };
  sheet.text(first, area, style);
}

export interface Fact {
  readonly label: string;
  readonly text: string;
}

interface FactsLook {
  readonly area: Area;
  readonly size: number;
  readonly minSize: number;
  /** Width of the labels, in parts of the type size. */
  readonly labels: number;
}

const FIT = { family: 'sans', lines: 4, first: 'wrap', leading: 1.35 } as const;
const MM_PER_POINT = 25.4 / 72;
/** Room between two facts, in parts of the type size. */
const GAP = 0.55;

/** Facts with their labels, one below the other, in the largest type in which all of them have room. */
export function facts(sheet: Sheet, all: readonly Fact[], { area, ...look }: FactsLook): void {
  const at = (size: number) => {
    const label = look.labels * size * MM_PER_POINT;
    const width = area.width - label;
    const heights = all.map(({ text }) => sheet.measure(text, { width, height: area.height }, { ...FIT, size }).height);
    const gap = GAP * size * MM_PER_POINT;
    return { size, label, width, heights, gap, total: heights.reduce((sum, one) => sum + one + gap, -gap) };
  };
  let chosen = at(look.size);
  while (chosen.total > area.height && chosen.size > look.minSize) chosen = at(chosen.size - 0.5);
  const { size, label, width, heights, gap, total } = chosen;
  // What has no room in the smallest type is cut, each by its share.
  const share = Math.min(1, area.height / total);
  let y = area.y;
  for (const [index, fact] of all.entries()) {
    const height = (heights[index] ?? 0) * share;
    const row = { y, height: height + 0.01 };
    sheet.text(fact.label, { ...row, x: area.x, width: label }, { family: 'sans', size, leading: 1.35, colour: PALE });
    sheet.text(fact.text, { ...row, x: area.x + label, width }, { ...FIT, size, colour: INK });
    y += height + gap * share;
  }
}

/** A name as large as its room allows; two characters stand apart, as names are set. */
export function bigName(sheet: Sheet, name: string, { size, ...area }: Area & { readonly size: number }): void {
  const spacing = Array.from(name).length <= 3 ? 0.22 : 0.05;
  sheet.text(name, area, {
    ...{ family: 'serif', isBold: true, size, minSize: 14, lines: 2, spacing, colour: INK, leading: 1.15 },
    valign: 'middle',
  });
}

/** The code with a line around it. */
export function code(
  sheet: Sheet,
  address: string,
  at: { readonly x: number; readonly y: number; readonly side: number },
) {
  sheet.qr(address, at);
  sheet.box({ x: at.x, y: at.y, width: at.side, height: at.side }, { stroke: { width: 0.2, colour: INK } });
}

/** Which version it is, small at the edge. */
export function versionMark(
  sheet: Sheet,
  mark: string,
  { align = 'left', ...area }: Area & { readonly align?: 'left' | 'right' },
): void {
  sheet.text(mark, area, { family: 'sans', size: 6.5, colour: PALE, align, valign: 'bottom' });
}
