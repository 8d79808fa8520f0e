import type { HouseholdRange } from '../../contract.ts';
import { dutyErrors } from './duty-errors.ts';

const FULL_WIDTH = /[０-９]/g;
const BETWEEN = /[,，、;；\s]+/;
const RANGE = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** Whatever keyboards write between two numbers. */
function plainOf(text: string): string {
  return text
    .replaceAll(FULL_WIDTH, (digit) => String(digit.charCodeAt(0) - '０'.charCodeAt(0)))
    .replaceAll(/[号户]/g, ' ')
    .replaceAll(/\s*(?:[-–—－~～〜至到]|--)\s*/g, '-');
}

/** Joins what touches or overlaps, in the order of the numbers. */
export function joinRanges(ranges: readonly HouseholdRange[]): HouseholdRange[] {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([one], [other]) => one - other)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/**
 * Reads the numbers of households as people write them: `1-12, 15`, `1至12、15号`.
 * @throws Problem `invalid` for what is no number, for a range that runs backwards, and for one beyond the village
 */
export function readHouseholds(text: string, householdCount: number): HouseholdRange[] {
  const parts = plainOf(text)
    .split(BETWEEN)
    .filter((part) => part !== '');
  const ranges = parts.map((part): HouseholdRange => {
    const [, first, last = first] = RANGE.exec(part) ?? [];
    if (first === undefined) throw dutyErrors.householdsUnreadable(part);
    const [from, to] = [Number(first), Number(last)];
    if (from < 1 || from > to) throw dutyErrors.householdsUnreadable(part);
    if (to > householdCount) throw dutyErrors.householdBeyond(to, householdCount);
    return [from, to];
  });
  return joinRanges(ranges);
}

/** How many households, each once. */
export function countHouseholds(ranges: readonly HouseholdRange[]): number {
  return joinRanges(ranges).reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

/** Those of a village that are in none of the ranges. */
export function missingHouseholds(ranges: readonly HouseholdRange[], householdCount: number): HouseholdRange[] {
  const missing: HouseholdRange[] = [];
  let next = 1;
  for (const [from, to] of joinRanges(ranges)) {
    if (from > next) missing.push([next, Math.min(from - 1, householdCount)]);
    next = Math.max(next, to + 1);
  }
  if (next <= householdCount) missing.push([next, householdCount]);
  return missing.filter(([from, to]) => from <= to);
}
