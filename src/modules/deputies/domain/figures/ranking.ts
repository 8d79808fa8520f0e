import type { FigureRow } from '../../contract.ts';

/** Of fewer persons a rate says little, and a place in a row says less: one promise of one person would decide it. */
export const FEWEST_RANKED = 10;

/** Rows as a table shows them: those that are compared, and those too small for it. */
export interface Ranked<Row> {
  readonly rows: readonly Row[];
  readonly small: readonly Row[];
}

type Counted = Pick<FigureRow, 'persons' | 'commitments' | 'verified'>;

function isRanked({ persons, commitments }: Counted): boolean {
  return persons >= FEWEST_RANKED && commitments > 0;
}

/** Two fractions in whole numbers, so that no rounding decides. */
function higherFirst(one: Counted, other: Counted): number {
  return other.verified * one.commitments - one.verified * other.commitments;
}

/** By their rate, the highest first; equal ones, and those that are not ranked, stay in the order of their places. */
export function rankByRate<Row extends Counted>(rows: readonly Row[]): Ranked<Row> {
  const ranked = rows.filter((row) => isRanked(row));
  return { rows: ranked.toSorted(higherFirst), small: rows.filter((row) => !isRanked(row)) };
}
