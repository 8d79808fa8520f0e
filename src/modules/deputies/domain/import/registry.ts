import { type RegionCode, nextDay } from '#kernel/contract.ts';
import type { CommitmentKind, CommitmentState, Level } from '../../contract.ts';

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly sex: string | null;
  readonly birthMonth: string | null;
  readonly ethnicity: string | null;
}

/** What a town's roster of one year says of one post. */
export interface Listing {
  readonly year: number;
  readonly congress: string | null;
  readonly electoralDistrict: string | null;
  readonly phone: string | null;
  readonly isPhonePublic: boolean | null;
  readonly isWorkplacePublic: boolean | null;
  readonly group: string | null;
  readonly activityGroup: string | null;
  readonly station: string | null;
  readonly workplace: string | null;
  readonly post: string | null;
  readonly statedFrom: string | null;
  /** The last day of the post, as the roster states it. */
  readonly statedTo: string | null;
  readonly remarks: string | null;
  readonly extra: Readonly<Record<string, string>>;
}

/** A membership: one person in one congress of one level, through one town. */
export interface Post {
  readonly id: string;
  readonly personId: string;
  readonly region: RegionCode;
  readonly level: Level;
  readonly listings: ReadonlyMap<number, Listing>;
  /** Of which congress, where the office said so. */
  readonly congress?: string | null;
  /** The first day on which it is no longer held, where the office said so. */
  readonly endedDay?: string | null;
}

/** A state that a commitment took, and when it took effect. */
export interface Change {
  readonly state: CommitmentState;
  readonly at: string;
  /** The instant is not known and follows from the rule of docs/figures.md. */
  readonly isAssumed: boolean;
  /** Who verified. */
  readonly by: string | null;
}

export interface LedgerCommitment {
  readonly id: string;
  readonly postId: string;
  readonly personId: string;
  readonly region: RegionCode;
  readonly level: Level;
  readonly year: number;
  readonly group: string | null;
  readonly kind: CommitmentKind;
  readonly field: string;
  readonly text: string;
  readonly target: string | null;
  readonly dueDay: string | null;
  readonly dueNote: string | null;
  readonly result: string | null;
  readonly measure: string | null;
  readonly unit: string | null;
  readonly quantity: string | null;
  readonly remarks: string | null;
  readonly extra: Readonly<Record<string, string>>;
  readonly version: number;
  /** The oldest first. */
  readonly changes: readonly Change[];
  /** Somebody has worked on it in the system, and not only in tables. */
  readonly isLive: boolean;
}

/** What the store knows of the people in some files, and what an import makes of it. */
export class Registry {
  readonly people = new Map<string, KnownPerson>();
  readonly posts = new Map<string, Post>();
  /** Years of which a town's roster is there, and whether all of its rows were taken in. */
  readonly rosters = new Map<RegionCode, Map<number, boolean>>();
  private readonly byName = new Map<string, Set<string>>();
  private readonly byPerson = new Map<string, Set<string>>();

  savePerson(person: KnownPerson): void {
    this.people.set(person.id, person);
    addTo(this.byName, person.name, person.id);
  }

  savePost(post: Post): void {
    this.posts.set(post.id, post);
    addTo(this.byPerson, post.personId, post.id);
  }

  saveRoster(town: RegionCode, year: number, isComplete: boolean): void {
    const years = this.rosters.get(town) ?? new Map<number, boolean>();
    this.rosters.set(town, years.set(year, isComplete));
  }

  namesakes(name: string): KnownPerson[] {
    return [...(this.byName.get(name) ?? [])].flatMap((id) => this.people.get(id) ?? []);
  }

  postsOf(personId: string): Post[] {
    return [...(this.byPerson.get(personId) ?? [])].flatMap((id) => this.posts.get(id) ?? []);
  }

  phonesOf(person: KnownPerson): Set<string> {
    const listed = this.postsOf(person.id).flatMap((post) => [...post.listings.values()].map(({ phone }) => phone));
    return new Set([person.phone, ...listed].filter((phone) => phone !== null));
  }
}

function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key) ?? new Set<string>();
  index.set(key, ids.add(id));
}

export interface Span {
  readonly fromDay: string;
  /** The first day on which the post is no longer held; null while it is. */
  readonly untilDay: string | null;
}

/**
 * From when to when a post is held, from all of its listings and the years of which the town's whole roster is there:
 * the same whatever the order in which the rosters came. Without a stated day a post begins with its first listed year,
 * and ends with its last one when the next year's roster no longer lists it.
 */
export function spanOf(post: Post, rosters: ReadonlyMap<number, boolean> | undefined): Span {
  const listings = [...post.listings.values()].toSorted((a, b) => a.year - b.year);
  const first = listings[0];
  const last = listings.at(-1);
  if (first === undefined || last === undefined) throw new RangeError(`post ${post.id} is in no roster`);
  const starts = listings.flatMap(({ statedFrom }) => statedFrom ?? []).toSorted();
  const fromDay = starts[0] ?? `${first.year}-01-01`;
  const statedTo = listings.flatMap(({ statedTo: day }) => day ?? []).at(-1);
  if (statedTo !== undefined) return { fromDay, untilDay: nextDay(statedTo) };
  const isGone = [...(rosters ?? [])].some(([year, isComplete]) => year > last.year && isComplete);
  const untilDay = isGone ? `${last.year + 1}-01-01` : null;
  return { fromDay, untilDay: untilDay !== null && untilDay <= fromDay ? nextDay(fromDay) : untilDay };
}
