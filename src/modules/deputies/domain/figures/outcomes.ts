import type { Outcome } from '../../contract.ts';

interface Part {
  readonly unit: string;
  readonly measure: string;
  /** A decimal number as text, negative for what is taken off. */
  readonly quantity: string;
  readonly commitments: number;
}

/** Adds decimal numbers exactly, as whole numbers of their smallest place. */
export function addDecimals(numbers: readonly string[]): string {
  const places = Math.max(0, ...numbers.map((number) => number.split('.')[1]?.length ?? 0));
  const scaled = numbers.map((number) => {
    const [whole = '0', fraction = ''] = number.split('.');
    return BigInt(whole + fraction.padEnd(places, '0'));
  });
  const sum = scaled.reduce((total, one) => total + one, 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return sum < 0n ? `-${text}` : text;
}

function total(parts: readonly Part[]): { quantity: string; commitments: number } {
  return {
    quantity: addDecimals(parts.map(({ quantity }) => quantity)),
    commitments: parts.reduce((sum, { commitments }) => sum + commitments, 0),
  };
}

const mostFirst = (a: { commitments: number }, b: { commitments: number }) => b.commitments - a.commitments;

/** Sums of measured results by unit, those of most commitments first, and in each what the unit counts. */
export function addUp(parts: readonly Part[]): Outcome[] {
  const units = [...Map.groupBy(parts, ({ unit }) => unit)].map(([unit, ofUnit]) => {
    const measures = [...Map.groupBy(ofUnit, ({ measure }) => measure)].map(([measure, own]) => ({
      measure,
      ...total(own),
    }));
    const of = measures.filter(({ measure, commitments }) => measure !== '' && commitments > 0).toSorted(mostFirst);
    return { unit, ...total(ofUnit), of };
  });
  return units.filter(({ commitments }) => commitments > 0).toSorted(mostFirst);
}
