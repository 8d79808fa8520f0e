import type { RowFault } from './faults.ts';

/** What an import makes of one row. */
export type Outcome = 'created' | 'changed' | 'unchanged';

export type RowOutcome<Column extends string> =
  | { readonly number: number; readonly outcome: Outcome }
  | { readonly number: number; readonly outcome: 'rejected'; readonly faults: readonly RowFault<Column>[] };

/** The greater of two outcomes: a row that makes something new and leaves something alone is new. */
export function greater(one: Outcome, other: Outcome): Outcome {
  const rank: readonly Outcome[] = ['unchanged', 'changed', 'created'];
  return rank.indexOf(one) >= rank.indexOf(other) ? one : other;
}

/** Equal in all that they say, whatever the order in which records hold their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
