import { PDFiumLibrary } from '@hyzyla/pdfium';
import jsQR from 'jsqr';

/** A rectangle in millimetres. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A page as a printer would put it on paper. */
export interface RenderedPage {
  /** In millimetres. */
  readonly width: number;
  readonly height: number;
  /** What a reader copies from it, line by line. */
  readonly text: string;
  readonly pixels: Uint8ClampedArray;
  /** In pixels. */
  readonly columns: number;
  readonly rows: number;
}

const MILLIMETRES_PER_POINT = 25.4 / 72;
/** Pixels a point: about 144 to the inch. */
const SCALE = 2;
/** Lighter than that is paper. */
const INK = 200;

let opened: ReturnType<typeof PDFiumLibrary.init> | undefined;

/** Draws every page of a PDF with PDFium, the renderer of Chromium. */
export async function renderPdf(pdf: Uint8Array): Promise<RenderedPage[]> {
  opened ??= PDFiumLibrary.init();
  const document = await (await opened).loadDocument(pdf);
  try {
    const pages: RenderedPage[] = [];
    for (const page of document.pages()) {
      // In this order: drawing a page closes it.
      const text = page.getText();
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const { data, width: columns, height: rows } = await page.render({ scale: SCALE, render: 'bitmap' });
      const [width, height] = [originalWidth * MILLIMETRES_PER_POINT, originalHeight * MILLIMETRES_PER_POINT];
      pages.push({ width, height, text, pixels: new Uint8ClampedArray(data), columns, rows });
    }
    return pages;
  } finally {
    document.destroy();
  }
}

/** Where the ink of a page lies: its bounding box in millimetres and its share of the paper. */
export function inkOf(page: RenderedPage): { readonly box: Area | undefined; readonly share: number } {
  const { pixels, columns, rows } = page;
  let [left, top, right, bottom, count] = [columns, rows, -1, -1, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (row * columns + column) * 4;
      if (Math.min(pixels[at] ?? 255, pixels[at + 1] ?? 255, pixels[at + 2] ?? 255) >= INK) continue;
      count++;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
    }
  }
  const share = count / (columns * rows);
  if (count === 0) return { box: undefined, share };
  const [across, down] = [page.width / columns, page.height / rows];
  const box = {
    x: left * across,
    y: top * down,
    width: (right - left + 1) * across,
    height: (bottom - top + 1) * down,
  };
  return { box, share };
}

/** What the code on a page says, as a phone's camera reads it. */
export function qrOn({ pixels, columns, rows }: RenderedPage): string | undefined {
  return jsQR(pixels, columns, rows)?.data;
}

/** What the code in a part of a page says. */
export function qrIn(page: RenderedPage, area: Area): string | undefined {
  const scale = page.columns / page.width;
  const [left, top] = [Math.round(area.x * scale), Math.round(area.y * scale)];
  const [columns, rows] = [Math.round(area.width * scale), Math.round(area.height * scale)];
  const pixels = new Uint8ClampedArray(columns * rows * 4).fill(255);
  for (let row = 0; row < rows; row++) {
    const from = ((top + row) * page.columns + left) * 4;
    pixels.set(page.pixels.subarray(from, from + columns * 4), row * columns * 4);
  }
  return jsQR(pixels, columns, rows)?.data;
}
