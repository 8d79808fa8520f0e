import type { Commitment } from './outcomes.ts';
import { isInPostOn, isInScope, type Membership } from './people.ts';
import type { Level, ProgrammeYear } from './programme.ts';

/** What the product must count for a year, recounted from the generator's own model. */
export interface YearTruth {
  readonly year: number;
  readonly asOf: string;
  /** Persons who promised. */
  readonly persons: number;
  /** Persons in post, and in scope, on the day of `asOf`. */
  readonly inPost: number;
  readonly inScope: number;
  /** Memberships that promised, in all and by level. */
  readonly memberships: number;
  readonly byLevel: Readonly<Partial<Record<Level, number>>>;
  readonly commitments: number;
  readonly reported: number;
  readonly verified: number;
  /** Verified results by unit, in tenths. */
  readonly outcomes: Readonly<Record<string, number>>;
}

function personsOf(members: readonly Membership[]): number {
  return new Set(members.map(({ person }) => person.id)).size;
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function outcomesByUnit(verified: readonly Commitment[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { result } of verified) if (result) sums[result.unit] = (sums[result.unit] ?? 0) + result.tenths;
  return sums;
}

/** Counts a year, of the whole district or of the members and commitments of a part of it. */
export function truthOf(
  members: readonly Membership[],
  commitments: readonly Commitment[],
  programme: ProgrammeYear,
): YearTruth {
  const { year, asOf } = programme;
  const inPost = members.filter((member) => isInPostOn(member, asOf));
  const promised = [...new Set(commitments.map(({ membership }) => membership))];
  const verified = commitments.filter(({ state }) => state === 'verified');
  return {
    year,
    asOf,
    persons: personsOf(promised),
    inPost: personsOf(inPost),
    inScope: personsOf(inPost.filter((member) => isInScope(member, programme))),
    memberships: promised.length,
    byLevel: countBy(promised.map(({ level }) => level)),
    commitments: commitments.length,
    reported: commitments.filter(({ state }) => state !== 'open').length,
    verified: verified.length,
    outcomes: outcomesByUnit(verified),
  };
}
