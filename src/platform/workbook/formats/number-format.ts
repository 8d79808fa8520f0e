import type { Cell } from '../workbook.ts';

type Kind = 'number' | 'percent' | 'day' | 'month' | 'time';

const MILLISECONDS_A_DAY = 86_400_000;
/** Day 0 of the 1900 system, counted back over its 29 February 1900, which never was. */
const EPOCH = Date.UTC(1899, 11, 30);
/** Days between the 1900 and the 1904 date systems. */
const EPOCHS_APART = 1462;
const LAST_SERIAL = 2_958_465;

/**
 * Formats with these numbers need not be written out in a file: a Chinese Office knows what they mean
 * (ECMA-376 part 1, 18.8.30, zh-cn). Only what they show matters here, not how.
 */
export const IMPLICIT_DATE_FORMATS: ReadonlyMap<number, string> = new Map([
  ...[27, 36, 50, 52, 57].map((id) => [id, 'yyyy/m'] as const),
  ...[28, 29, 30, 31, 51, 53, 54, 58].map((id) => [id, 'yyyy/m/d'] as const),
  ...[32, 33, 34, 35, 55, 56].map((id) => [id, 'h:mm'] as const),
]);

const kinds = new Map<string, Kind>();

/** What a number under this format is for people: the quoted, escaped and bracketed parts of it say nothing. */
function kindOf(format: string): Kind {
  const known = kinds.get(format);
  if (known) return known;
  const pattern = format
    .replaceAll(/"[^"]*"|\\.|_.|\*./gs, '')
    .replaceAll(/\[(h+|m+|s+)\]/gi, 'h')
    .replaceAll(/\[[^\]]*\]/g, '')
    .split(';', 1)
    .join('')
    .replaceAll(/general|am\/pm|a\/p/gi, '')
    .toLowerCase();
  const kind = classify(pattern);
  // The formats of a hostile file are as many as it likes; those of an office are a few dozen.
  if (kinds.size > 5_000) kinds.clear();
  kinds.set(format, kind);
  return kind;
}

function classify(pattern: string): Kind {
  if (pattern.includes('%')) return 'percent';
  const year = pattern.includes('y');
  const day = pattern.includes('d') || pattern.includes('a');
  if (year && pattern.includes('m') && !day && !pattern.includes('h')) return 'month';
  if (year || pattern.includes('d')) return 'day';
  if (/[hs]/.test(pattern)) return 'time';
  return pattern.includes('m') ? 'day' : 'number';
}

function dateOf(serial: number): Date {
  const correction = serial < 60 ? 1 : 0;
  return new Date(EPOCH + (Math.floor(serial) + correction) * MILLISECONDS_A_DAY);
}

function timeText(serial: number): string {
  const minutes = Math.round(serial * 24 * 60);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** A number as the spreadsheet stores it and the format it is shown in, as a cell; see `Cell` for what comes as text. */
export function numberCell(value: number, format: string, is1904: boolean): Cell {
  if (!Number.isFinite(value)) return null;
  const kind = kindOf(format);
  if (kind === 'number') return value;
  if (kind === 'percent') return `${Number((value * 100).toPrecision(12))}%`;
  const serial = value + (is1904 ? EPOCHS_APART : 0);
  if (serial < 0 || serial > LAST_SERIAL + 1) return value;
  if (value < 1 && !is1904) return timeText(serial);
  if (kind === 'time') return timeText(value);
  // A second's rounding before midnight belongs to the day after.
  const day = dateOf(serial + 0.5 / 86_400)
    .toISOString()
    .slice(0, 10);
  if (kind === 'day') return { day };
  return `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月`;
}
