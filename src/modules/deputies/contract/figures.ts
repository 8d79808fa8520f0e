import { z } from 'zod';
import { RegionCode } from '#kernel/contract.ts';
import { Dimension } from './words.ts';

/** One figure: how many of whom and of what, as of an instant. */
export const Counts = z.object({
  /** Persons with at least one published commitment of the year, each counted once. */
  persons: z.int(),
  /** Persons holding a post at the instant (of a past year: at its end); null where posts are not told apart so. */
  inPost: z.int().nullable(),
  /** Those of them whose level takes part in the programme that year. */
  inScope: z.int().nullable(),
  /** Posts with at least one published commitment of the year: a person with two posts counts twice. */
  memberships: z.int(),
  commitments: z.int(),
  /** Claimed or verified. */
  reported: z.int(),
  /** Verified by somebody else. */
  verified: z.int(),
  /** Per cent with one decimal, half up; null when there is nothing to divide by. */
  reportedRate: z.string().nullable(),
  verifiedRate: z.string().nullable(),
});
export type Counts = z.infer<typeof Counts>;

export const FigureRow = Counts.extend({
  /** What the row is of: a level, a town's code, a group (`code:name`), a field or a kind. */
  key: z.string(),
  label: z.object({ zh: z.string(), en: z.string() }),
});
export type FigureRow = z.infer<typeof FigureRow>;

export const Outcome = z.object({
  unit: z.string(),
  quantity: z.string(),
  commitments: z.int(),
  /** What the unit counts, where the commitments say so. */
  of: z.array(z.object({ measure: z.string(), quantity: z.string(), commitments: z.int() })),
});
export type Outcome = z.infer<typeof Outcome>;

export const Figures = Counts.extend({
  region: RegionCode,
  year: z.int(),
  asOf: z.string(),
  by: Dimension.nullable(),
  rows: z.array(FigureRow),
  /** Sums over verified commitments, by unit. */
  outcomes: z.array(Outcome),
});
export type Figures = z.infer<typeof Figures>;
