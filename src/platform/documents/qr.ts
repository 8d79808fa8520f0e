import QRCode from 'qrcode';

/** Modules of white around a code, as the standard asks for. */
const QUIET = 4;

/** A QR code as runs of dark modules; lengths are counted in modules. */
export interface QrCode {
  /** Side of the square, white margin included. */
  readonly side: number;
  /** Runs in their rows, from the upper left corner. */
  readonly runs: readonly { readonly x: number; readonly y: number; readonly length: number }[];
}

/**
 * Encodes a text as a QR code that can still be read when 15 per cent of it are covered.
 * @throws Error when the text is longer than a code can hold (about 2,300 bytes)
 */
export function encodeQr(text: string): QrCode {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const runs: { x: number; y: number; length: number }[] = [];
  for (let row = 0; row < size; row++) {
    let isOpen = false;
    for (let column = 0; column < size; column++) {
      const isDark = modules.get(row, column) === 1;
      const last = runs.at(-1);
      if (isDark && isOpen && last !== undefined) last.length++;
      else if (isDark) runs.push({ x: column + QUIET, y: row + QUIET, length: 1 });
      isOpen = isDark;
    }
  }
  return { side: size + 2 * QUIET, runs };
}

/**
 * A QR code as an address of a picture for a page, drawn here and fetched from nowhere.
 * @throws Error when the text is longer than a code can hold
 */
export function qrPicture(text: string): string {
  const { side, runs } = encodeQr(text);
  const path = runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
