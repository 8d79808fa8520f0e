import type { Gender } from './names.ts';
import type { Level, ProgrammeYear } from './programme.ts';
import type { DemoTown } from './regions.ts';

/** A month, as `YYYY-MM`. */
export type Month = string;

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly gender: Gender;
  readonly born: Month;
  readonly ethnicity: string;
  readonly workplace: string;
  readonly post: string;
  readonly publishesPhone: boolean;
  readonly phone: string;
  /** A later number and the year from which the town's files carry it. */
  readonly laterPhone?: { readonly phone: string; readonly since: number };
  /** 0 to 1: how much this deputy promises. */
  readonly zeal: number;
  /** Another deputy of the town has the same name: only phone and electoral district tell them apart. */
  readonly sharesName: boolean;
}

export interface Membership {
  readonly person: Person;
  readonly level: Level;
  readonly congress: number;
  readonly town: DemoTown;
  /** First month in post; a post begins with its first day. */
  readonly from: Month;
  /** Month in which the congress's term ends. */
  readonly termEnd: Month;
  /** Left before the term's end, at the end of this month. */
  readonly left?: { readonly month: Month; readonly reason: string };
  readonly electoralDistrict: string;
  readonly group: string;
  readonly activityGroup: string;
  readonly station: string;
  readonly note: string;
}

/** The last month in post, as known today. */
export function lastMonth({ left, termEnd }: Membership): Month {
  return left?.month ?? termEnd;
}

/** In post at any time of the year: what a roster of that year lists. */
export function isListedIn(membership: Membership, year: number): boolean {
  return membership.from <= `${year}-12` && lastMonth(membership) >= `${year}-01`;
}

/** In post on a day: a post begins with the first day of its first month and ends with the last of its last. */
export function isInPostOn(membership: Membership, day: string): boolean {
  const month = day.slice(0, 7);
  return membership.from <= month && lastMonth(membership) >= month;
}

export function isInScope(membership: Membership, { levels }: ProgrammeYear): boolean {
  return levels.includes(membership.level);
}

export function phoneIn(person: Person, year: number): string {
  const { phone, laterPhone } = person;
  return laterPhone !== undefined && laterPhone.since <= year ? laterPhone.phone : phone;
}

/** The later of two months or days. */
export function later<T extends string>(one: T, other: T): T {
  return one > other ? one : other;
}

/** The earlier of two months or days. */
export function earlier<T extends string>(one: T, other: T): T {
  return one < other ? one : other;
}
