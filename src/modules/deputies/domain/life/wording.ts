import type { Day } from '#kernel/contract.ts';
import type { Wording } from '../../contract.ts';
import { readQuantity } from '../import/cells.ts';
import { lifeErrors } from './life-errors.ts';

/** A promise of a year may be due after it, as for works over two years, but not before it. */
export function requireDueInYear(dueDay: Day | null, year: number): void {
  if (dueDay !== null && dueDay < `${year}-01-01`) throw lifeErrors.dueBeforeYear(year);
}

/** A number says nothing without what it counts. @throws Problem `invalid` */
export function requireMeasured(quantity: string | null, unit: string | null): void {
  if (quantity !== null && unit === null) throw lifeErrors.halfMeasured();
}

/** @throws Problem `invalid` for a wording that cannot be a promise of its year */
export function requireWordingSound(
  { dueDay, targetQuantity, targetUnit }: Pick<Wording, 'dueDay' | 'targetQuantity' | 'targetUnit'>,
  year: number,
): void {
  requireDueInYear(dueDay, year);
  if ((targetQuantity === null) !== (targetUnit === null)) throw lifeErrors.halfMeasured();
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
  requireMeasured(quantity, unit);
  if (quantity !== null && unit !== null) {
    return { measure: readQuantity(target ?? '')?.measure ?? '', quantity, unit };
  }
  return readQuantity(claim.result) ?? { measure: null, quantity: null, unit: null };
}

/** What was claimed, in its words, with the number that they leave out. */
export function wordsOfResult(of: { readonly result: string } & Measured): string {
  const { result, quantity, unit } = of;
  return quantity === null || result.includes(quantity) ? result : `${result}（${quantity} ${unit ?? ''}）`;
}

/** In the order in which a form asks for them. */
const COMPARED = [
  ...(['text', 'target', 'targetQuantity', 'targetUnit', 'dueDay', 'kind', 'field', 'worry', 'themes'] as const),
];

/** A wording as the store has it. */
export type StoredWording = Readonly<
  Omit<Wording, 'themes' | 'worry'> & { themes: readonly string[]; worry: string | null }
>;
type Name = (typeof COMPARED)[number];

/** All that makes up a wording, and nothing else. */
export function wordingIn(of: StoredWording): StoredWording {
  const { text, target, targetQuantity, targetUnit, dueDay, kind, field, worry, themes } = of;
  return { text, target, targetQuantity, targetUnit, dueDay, kind, field, worry, themes: [...themes] };
}

function textOf(value: StoredWording[Name] | undefined): string | null {
  if (typeof value === 'string') return value;
  return value == null || value.length === 0 ? null : value.join('、');
}

/** What differs between two wordings: of each field what it was and what it is. */
export function differenceOf(was: StoredWording, is: StoredWording) {
  const changed = COMPARED.filter((name) => textOf(was[name]) !== textOf(is[name]));
  return {
    before: Object.fromEntries(changed.map((name) => [name, was[name]])),
    after: Object.fromEntries(changed.map((name) => [name, is[name]])),
  };
}

/** @throws Problem `invalid` when nothing differs: there would be a version that says nothing new */
export function requireChanged({ after }: ReturnType<typeof differenceOf>): void {
  if (Object.keys(after).length === 0) throw lifeErrors.nothingChanged();
}

/** An earlier wording: what an import keeps of it leaves out what no ledger has a column for. */
export interface EarlierWording {
  readonly version: number;
  readonly content: Partial<StoredWording>;
  readonly reason: string | null;
  /** When the next wording took its place. */
  readonly until: string;
}

/** How one wording took the place of another. */
export interface Amendment {
  readonly version: number;
  readonly text: string;
  readonly target: string | null;
  readonly until: string;
  readonly reason: string | null;
  readonly changes: readonly { readonly name: Name; readonly before: string | null; readonly after: string | null }[];
}

/**
 * Field by field how a wording became what it is, the oldest first. What an earlier wording leaves out was no part of
 * the change that ended it: it reads as in the next.
 */
export function amendmentsOf(earlier: readonly EarlierWording[], now: StoredWording): Amendment[] {
  const amendments: Amendment[] = [];
  let next = wordingIn(now);
  for (const { version, content, reason, until } of earlier.toReversed()) {
    const was = wordingIn({ ...next, ...content });
    const after = next;
    const changes = COMPARED.map((name) => ({ name, before: textOf(was[name]), after: textOf(after[name]) }));
    amendments.push({
      ...{ version, reason, until, text: was.text, target: was.target },
      changes: changes.filter((change) => change.before !== change.after),
    });
    next = was;
  }
  return amendments.toReversed();
}
