import type { Buffer } from 'node:buffer';
import type { Fonts, Run, Typeface } from './fonts.ts';
import { type Fit, type FittedText, fitText } from './fit-text.ts';
import { encodeQr } from './qr.ts';

/** Points in a millimetre. */
export const POINTS = 72 / 25.4;

/** A place on a page in millimetres, from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of a page in millimetres. */
export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** A line to be drawn: its width in millimetres, a colour as `#rrggbb`, and dash and gap in millimetres. */
export interface Stroke {
  readonly width: number;
  readonly colour?: string;
  readonly dash?: readonly [dash: number, gap: number];
}

export interface TextStyle extends Typeface, Fit {
  /** `#rrggbb`; black if not said. */
  readonly colour?: string;
  /** Additional room after each character, in parts of the type size. */
  readonly spacing?: number;
  readonly align?: 'left' | 'centre' | 'right';
  /** Where the lines stand in their area; `top` if not said. */
  readonly valign?: 'top' | 'middle' | 'bottom';
}

/** What became of a text. */
export interface Placed {
  /** Type size taken, in points. */
  readonly size: number;
  readonly lines: readonly string[];
  /** Of all lines together, in millimetres. */
  readonly width: number;
  readonly height: number;
  /** The end was left out, and … says so. */
  readonly isCut: boolean;
  /** Characters that no font has; 〓 stands in their place. */
  readonly missing: readonly string[];
}

/** One page to draw on. Lengths are millimetres, type sizes points; what is drawn later lies above. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** Sets a text into an area and makes it fit as its style allows. */
  text(text: string, area: Area, style: TextStyle): Placed;
  /** What {@link text} would do, without drawing. */
  measure(text: string, area: Pick<Area, 'width' | 'height'>, style: TextStyle): Placed;
  line(from: Point, to: Point, stroke: Stroke): void;
  /** A rectangle, filled, outlined or both; `radius` rounds its corners. */
  box(area: Area, look: { readonly fill?: string; readonly stroke?: Stroke; readonly radius?: number }): void;
  /**
   * A QR code of vectors, with its white margin, in a square of a side.
   * @throws Error when the text is longer than a code can hold
   */
  qr(text: string, at: Point & { readonly side: number }): void;
  /**
   * A picture (JPEG, or PNG without transparency) that covers its area; what is over is cut off on both sides alike,
   * or above less than below with `focus` under 0.5. One buffer used again is in the document once.
   * @throws Error when it is no such picture
   */
  picture(picture: Buffer, area: Area, focus?: number): void;
  /** Draws something turned clockwise about a point. */
  turned(degrees: number, about: Point, draw: () => void): void;
}

/** A picture as the document holds it. */
export interface HeldPicture {
  readonly width: number;
  readonly height: number;
}

/** What a page is drawn with, in points. */
export interface Pen {
  readonly document: PDFKit.PDFDocument;
  readonly hold: (picture: Buffer) => HeldPicture;
  /** The name under which the document knows a font. */
  readonly fontOf: (run: Run) => string;
}

/** Ascent of the square in which a Chinese character stands, in parts of the type size. */
const ASCENT = 0.88;
/** How much of the type size an outline adds to a font that has no bold. */
const THICKENED = 0.028;
const BLACK = '#000000';

interface Part extends Run {
  readonly width: number;
}

function stroked(document: PDFKit.PDFDocument, { width, colour = BLACK, dash }: Stroke): PDFKit.PDFDocument {
  document.lineWidth(width * POINTS).strokeColor(colour);
  return dash === undefined ? document.undash() : document.dash(dash[0] * POINTS, { space: dash[1] * POINTS });
}

/** Text: measured at once, drawn when the page is drawn. */
class Setter {
  readonly #fonts: Fonts;
  readonly #style: TextStyle;

  constructor(fonts: Fonts, style: TextStyle) {
    this.#fonts = fonts;
    this.#style = style;
  }

  partsOf(text: string): Part[] {
    const { spacing = 0 } = this.#style;
    return this.#fonts.runsOf(text, this.#style).map((run) => ({
      ...run,
      width: run.face.width(run.text) + spacing * Array.from(run.text).length,
    }));
  }

  fit(text: string, { width, height }: Pick<Area, 'width' | 'height'>): FittedText {
    const measure = (part: string) => this.partsOf(part).reduce((sum, one) => sum + one.width, 0);
    return fitText(text, { width: width * POINTS, height: height * POINTS }, { fit: this.#style, measure });
  }

  placed(text: string, { size, lines, isCut }: FittedText): Placed {
    const { leading = 1.4, spacing = 0 } = this.#style;
    const width = Math.max(0, ...lines.map((line) => line.width - spacing * size)) / POINTS;
    const height = (lines.length * size * leading) / POINTS;
    const missing = this.#fonts.missingGlyphs(text);
    return { size, lines: lines.map((line) => line.text), width, height, isCut, missing };
  }

  draw({ document, fontOf }: Pen, area: Area, { size, lines }: FittedText): void {
    const { leading = 1.4, spacing = 0, colour = BLACK, align = 'left', valign = 'top' } = this.#style;
    const spare = area.height * POINTS - lines.length * size * leading;
    const top = area.y * POINTS + { top: 0, middle: spare / 2, bottom: spare }[valign];
    for (const [at, line] of lines.entries()) {
      const room = area.width * POINTS - (line.width - spacing * size);
      let x = area.x * POINTS + { left: 0, centre: room / 2, right: room }[align];
      const baseline = top + size * (at * leading + (leading - 1) / 2 + ASCENT);
      for (const part of this.partsOf(line.text)) {
        document.font(fontOf(part), size).fillColor(colour);
        if (part.isThickened)
          document
            .lineWidth(size * THICKENED)
            .strokeColor(colour)
            .undash();
        const drawn = { fill: true, stroke: part.isThickened, characterSpacing: spacing * size };
        document.text(part.text, x, baseline, { ...drawn, lineBreak: false, baseline: 'alphabetic' });
        x += part.width * size;
      }
    }
  }
}

/** A page that was drawn on: what is to be written, and the fonts that it takes. */
export interface DrawnSheet {
  readonly runs: readonly Run[];
  write(pen: Pen): void;
}

function drawBox(document: PDFKit.PDFDocument, area: Area, look: Parameters<Sheet['box']>[1]): void {
  const { fill, stroke, radius = 0 } = look;
  const [x, y, width, height] = [area.x, area.y, area.width, area.height].map((length) => length * POINTS);
  if (stroke !== undefined) stroked(document, stroke);
  document.roundedRect(x ?? 0, y ?? 0, width ?? 0, height ?? 0, radius * POINTS);
  if (fill !== undefined && stroke !== undefined) document.fillAndStroke(fill, stroke.colour ?? BLACK);
  else if (fill !== undefined) document.fill(fill);
  else document.stroke();
}

function drawPicture({ document, hold }: Pen, picture: Buffer, { area, focus }: { area: Area; focus: number }): void {
  const held = hold(picture);
  const scale = Math.max(area.width / held.width, area.height / held.height);
  const [width, height] = [held.width * scale, held.height * scale];
  const x = area.x - (width - area.width) / 2;
  const y = area.y - (height - area.height) * focus;
  document.save();
  document.rect(area.x * POINTS, area.y * POINTS, area.width * POINTS, area.height * POINTS).clip();
  const size = { width: width * POINTS, height: height * POINTS };
  // The library takes what it opened before; its types know only of bytes and paths.
  document.image(held as unknown as Buffer, x * POINTS, y * POINTS, size);
  document.restore();
}

/**
 * Lets a page be drawn on. Nothing is written yet: the fonts of rare characters are read only when one is drawn.
 * @throws whatever `draw` throws
 */
export function drawSheet(
  fonts: Fonts,
  size: Pick<Area, 'width' | 'height'>,
  draw: (sheet: Sheet) => void,
): DrawnSheet {
  const runs: Run[] = [];
  const steps: ((pen: Pen) => void)[] = [];
  const sheet: Sheet = {
    ...size,
    measure(text, area, style) {
      const setter = new Setter(fonts, style);
      return setter.placed(text, setter.fit(text, area));
    },
    text(text, area, style) {
      const setter = new Setter(fonts, style);
      const fitted = setter.fit(text, area);
      runs.push(...fitted.lines.flatMap((line) => setter.partsOf(line.text)));
      steps.push((pen) => setter.draw(pen, area, fitted));
      return setter.placed(text, fitted);
    },
    line(from, to, stroke) {
      steps.push(({ document }) => {
        stroked(document, stroke);
        document.moveTo(from.x * POINTS, from.y * POINTS).lineTo(to.x * POINTS, to.y * POINTS);
        document.stroke();
      });
    },
    box(area, look) {
      steps.push(({ document }) => drawBox(document, area, look));
    },
    qr(text, { x, y, side }) {
      const code = encodeQr(text);
      const unit = (side * POINTS) / code.side;
      steps.push(({ document }) => {
        document.rect(x * POINTS, y * POINTS, side * POINTS, side * POINTS).fill('#ffffff');
        // One path: between two rectangles of their own, renderers leave a hair of white.
        for (const run of code.runs) {
          document.rect(x * POINTS + run.x * unit, y * POINTS + run.y * unit, run.length * unit, unit);
        }
        document.fill(BLACK);
      });
    },
    picture(picture, area, focus = 0.5) {
      steps.push((pen) => drawPicture(pen, picture, { area, focus }));
    },
    turned(degrees, about, inner) {
      steps.push(({ document }) => {
        document.save();
        document.rotate(degrees, { origin: [about.x * POINTS, about.y * POINTS] });
      });
      inner();
      steps.push(({ document }) => void document.restore());
    },
  };
  draw(sheet);
  return { runs, write: (pen) => steps.forEach((step) => step(pen)) };
}
