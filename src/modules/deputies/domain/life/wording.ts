import type { Day } from '#kernel/contract.ts';
import type { Wording } from '../../contract.ts';
import { readQuantity } from '../import/cells.ts';
import { lifeErrors } from './life-errors.ts';

/** A promise of a year may be due after it, as for works over two years, but not before it. */
export function requireDueInYear(dueDay: Day | null, year: number): void {
  if (dueDay !== null && dueDay < `${year}-01-01`) throw lifeErrors.dueBeforeYear(year);
}

export interface Measured {
  readonly measure: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
}

/**
 * The measured result of a claim, so that outcomes add up: the number given, else the one number in its words.
 * What it counts is what the target counts.
 */
export function measuredResult(
  claim: { readonly result: string; readonly quantity: string | null; readonly unit: string | null },
  target: string | null,
): Measured {
  const { quantity, unit } = claim;
  if (quantity !== null && unit !== null) {
    return { measure: readQuantity(target ?? '')?.measure ?? '', quantity, unit };
  }
  return readQuantity(claim.result) ?? { measure: null, quantity: null, unit: null };
}

const COMPARED = ['kind', 'field', 'worry', 'text', 'target', 'targetQuantity', 'targetUnit', 'dueDay'] as const;

/** What differs between two wordings: of each field what it was and what it is. */
export function differenceOf(was: Omit<Wording, 'themes' | 'worry'> & { worry: string | null }, is: Wording) {
  const changed = COMPARED.filter((name) => was[name] !== is[name]);
  return {
    before: Object.fromEntries(changed.map((name) => [name, was[name]])),
    after: Object.fromEntries(changed.map((name) => [name, is[name]])),
  };
}
