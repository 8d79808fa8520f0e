import { type Day, type RegionCode, isWithin } from '#kernel/contract.ts';
import type { CommitmentState, Level } from '../../contract.ts';
import { heldSpans } from '../posts/held-spans.ts';

/** A post as the figures of one year see it. */
export interface PostOfYear {
  readonly region: RegionCode;
  readonly level: Level;
  readonly fromDay: Day;
  /** The first day on which it is no longer held; null while it is. */
  readonly untilDay: Day | null;
  /** Whether its level takes part in the programme that year. */
  readonly isInScope: boolean;
  /** The deputy group in which that year's roster lists it. */
  readonly groupName: string | null;
}

/** A state and the instant from which it held. */
export interface StateChange {
  readonly state: CommitmentState;
  readonly at: string;
}

/** A commitment as it is worded now, with what became of it, the oldest change first. */
export interface CommitmentOfYear {
  readonly membershipId: string;
  readonly region: RegionCode;
  readonly level: Level;
  readonly groupName: string | null;
  readonly field: string;
  readonly kind: string;
  readonly measure: string | null;
  readonly unit: string | null;
  readonly quantity: string | null;
  readonly changes: readonly StateChange[];
}

/** All that the figures of one year know of one person. */
export interface PersonYear {
  readonly year: number;
  readonly posts: readonly PostOfYear[];
  readonly commitments: readonly CommitmentOfYear[];
}

/** A post with the groups of all years, and the days between which it is suspended. */
export interface PostRecord extends Omit<PostOfYear, 'isInScope' | 'groupName'> {
  readonly suspendedFrom: Day | null;
  readonly suspendedUntil: Day | null;
  readonly earlierSuspensions?: readonly { readonly fromDay: Day; readonly untilDay: Day }[];
  readonly groups: ReadonlyMap<number, string | null>;
}

export interface PersonRecord {
  readonly id: string;
  readonly posts: readonly PostRecord[];
  readonly commitments: readonly (CommitmentOfYear & { readonly year: number })[];
}

/** What a district has said about its years. */
export interface DistrictRecord {
  readonly region: RegionCode;
  /** Those with a roster or a commitment: only they have figures. */
  readonly years: readonly number[];
  /** Which levels take part, from the year given until the next. */
  readonly scopes: readonly { readonly year: number; readonly levels: readonly string[] }[];
}

/** Whether a level takes part: the latest decision up to the year holds; where nothing was decided, all take part. */
export function isLevelInScope(district: DistrictRecord, year: number, level: Level): boolean {
  const decided = district.scopes.filter((scope) => scope.year <= year);
  const latest = decided.toSorted((a, b) => a.year - b.year).at(-1);
  return latest === undefined || latest.levels.includes(level);
}

/** What a person was and promised, told apart by year. A post counts in the years of its own district. */
export function personYears(person: PersonRecord, districts: readonly DistrictRecord[]): PersonYear[] {
  const years = new Set(districts.flatMap((district) => district.years));
  return [...years]
    .toSorted((a, b) => a - b)
    .map((year) => ({
      year,
      posts: person.posts.flatMap((post) => postOfYear(post, year, districts)),
      commitments: person.commitments.filter((commitment) => commitment.year === year),
    }))
    .filter(({ posts, commitments }) => posts.length + commitments.length > 0);
}

/** A post that was suspended counts on the days before and after: as two. */
function postOfYear(post: PostRecord, year: number, districts: readonly DistrictRecord[]): PostOfYear[] {
  const district = districts.find(({ region }) => isWithin(post.region, region));
  if (!district?.years.includes(year)) return [];
  const { region, level } = post;
  const isInScope = isLevelInScope(district, year, level);
  const groupName = post.groups.get(year) ?? null;
  return heldSpans(post)
    .filter(({ fromDay }) => fromDay <= `${year}-12-31`)
    .map((span) => ({ region, level, ...span, isInScope, groupName }));
}
