import { distance } from 'fastest-levenshtein';

/** Of some names those most like the one that was typed, the most alike first. */
export function nearestNames(typed: string, names: readonly string[], most: number): string[] {
  return [...new Set(names)]
    .map((name) => ({ name, off: distance(typed, name) }))
    .toSorted((one, other) => one.off - other.off)
    .slice(0, most)
    .map(({ name }) => name);
}
