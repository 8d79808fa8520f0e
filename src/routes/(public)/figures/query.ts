import type { Dimension, FigureRow } from '#modules/deputies/contract.ts';

/** What the address of the figures asks for. */
export interface FiguresQuery {
  readonly asOf?: string | undefined;
  readonly by: Dimension;
  readonly town?: string | undefined;
  readonly sort: 'place' | 'rate';
}

/** The rows of a table: those in order, and those too small to be ranked. */
export interface RankedRows {
  readonly rows: readonly FigureRow[];
  readonly small: readonly FigureRow[];
}
