/** One measured thing: ours, what it is held against, and whether that is a ceiling or a floor. */
export interface Measured {
  readonly what: string;
  readonly ours: number;
  readonly limit: number;
  readonly unit: string;
  /** `at-most`: ours must not exceed the limit; `at-least`: it must reach it. */
  readonly is: 'at-most' | 'at-least';
}

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Prints our figure, the limit's and the ratio, a line each. @returns whether every limit was kept */
export function report(rows: readonly Measured[]): boolean {
  let isKept = true;
  for (const { what, ours, limit, unit, is } of rows) {
    const isGood = is === 'at-most' ? ours <= limit : ours >= limit;
    isKept &&= isGood;
    const bound = is === 'at-most' ? 'at most' : 'at least';
    const verdict = isGood ? 'kept' : 'MISSED';
    process.stdout.write(
      `${what}: ours ${round(ours)} ${unit}, limit ${bound} ${round(limit)} ${unit}, ratio ${round(ours / limit)}, ${verdict}\n`,
    );
  }
  return isKept;
}

/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** As much as nineteen of twenty measurements stay within. */
export function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN;
}

/** Milliseconds that something takes. */
export async function timed(run: () => unknown): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}
