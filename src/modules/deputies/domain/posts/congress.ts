import type { CongressPlan } from '../../contract.ts';

interface Listed {
  readonly year: number;
  readonly congress: string | null;
}

/** A post of the level that changes, with the years in which rosters list it. */
export interface CandidatePost {
  readonly id: string;
  readonly personId: string;
  readonly region: string;
  readonly fromDay: string;
  readonly untilDay: string | null;
  readonly endedDay: string | null;
  /** Since when it is held by the office's decision: of an earlier change of this congress, or of a by-election. */
  readonly begunDay: string | null;
  readonly congress: string | null;
  readonly isByElection: boolean;
  readonly listed: readonly Listed[];
}

/** What a change of congress comes to. */
export interface CongressChange<Post extends CandidatePost = CandidatePost> {
  /** Posts of the congress before, that end: of those who stay, and of those who leave. */
  readonly stays: readonly Post[];
  readonly leaves: readonly Post[];
  /** Posts of the new congress that are there already, whoever decided since when they are held. */
  readonly fresh: readonly Post[];
  /** Those of them that only rosters have brought yet: of those who stay, and of those who are new. */
  readonly begun: readonly Post[];
  readonly arrives: readonly Post[];
  /** Posts of the congress before whose holder is listed on: a post of the new congress is to be made for each. */
  readonly toMake: readonly Post[];
  /** Towns without the year's whole roster: nobody there changes, because nobody can be said to have left. */
  readonly missing: readonly string[];
}

function latestCongress(post: CandidatePost): string | null {
  return post.congress ?? post.listed.findLast(({ congress }) => congress !== null)?.congress ?? null;
}

/** Of the new congress: said to be, or first listed by its roster. */
function isNew(post: CandidatePost, { congress, firstDay, year }: CongressPlan): boolean {
  const own = latestCongress(post);
  if (own !== null) return own === congress;
  const isFirstListed = post.listed.every((listing) => listing.year >= year);
  return isFirstListed && !(post.isByElection && post.fromDay < firstDay);
}

function isHeldUntilChange(post: CandidatePost, { firstDay, year }: CongressPlan): boolean {
  if (post.endedDay !== null || post.fromDay >= firstDay) return false;
  return post.untilDay === null || post.untilDay >= `${year}-01-01`;
}

/**
 * Who stays, who leaves and who is new when a level's congress changes, by the rosters of the year given. It does not
 * matter whether those rosters name the congress.
 * @param complete towns of which the year's whole roster is there
 */
export function planCongress<Post extends CandidatePost>(
  posts: readonly Post[],
  plan: CongressPlan,
  complete: ReadonlySet<string>,
): CongressChange<Post> {
  const there = posts.filter(({ region }) => complete.has(region));
  const fresh = there.filter((post) => isNew(post, plan) && post.endedDay === null);
  const old = there.filter((post) => !isNew(post, plan) && isHeldUntilChange(post, plan));
  const elected = new Set(fresh.map(({ personId }) => personId));
  const toMake = old.filter(
    (post) => !elected.has(post.personId) && post.listed.some((listing) => listing.year === plan.year),
  );
  for (const { personId } of toMake) elected.add(personId);
  // What was begun by a decision keeps its day: towns change on days of their own.
  const begun = fresh.filter(({ begunDay }) => begunDay === null);
  const before = new Set(old.map(({ personId }) => personId));
  const missing = posts.filter(
    (post) => !complete.has(post.region) && !isNew(post, plan) && isHeldUntilChange(post, plan),
  );
  return {
    stays: old.filter(({ personId }) => elected.has(personId)),
    leaves: old.filter(({ personId }) => !elected.has(personId)),
    fresh,
    begun,
    arrives: begun.filter(({ personId }) => !before.has(personId)),
    toMake,
    missing: [...new Set(missing.map(({ region }) => region))].toSorted(),
  };
}
