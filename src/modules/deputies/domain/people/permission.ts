import { type RegionCode, isWithin } from '#kernel/contract.ts';
import { type Place, isActing, standingOfOfficer } from '../standing.ts';

interface Acting {
  readonly role: string;
  readonly region: RegionCode;
  readonly personId?: string;
}

export interface PostPlace extends Place {
  readonly personId: string;
}

/**
 * Whether somebody may change a post, or what hangs on the person who holds it: the officer whose it is, a deputy for
 * themselves where the use case lets deputies in at all, and the machine's operator.
 */
export function mayManage(actor: Acting, post: PostPlace): boolean {
  if (actor.role === 'operator') return isWithin(post.region, actor.region);
  if (actor.role === 'deputy') return actor.personId === post.personId;
  return isActing(standingOfOfficer(actor, post));
}

/** Whether it is at least in the district's sight, which steps in where a town would judge its own head. */
export function mayOversee(actor: Acting, post: PostPlace): boolean {
  return mayManage(actor, post) || standingOfOfficer(actor, post) === 'superior';
}

/**
 * Whether somebody may change what is of persons as a whole (merge, split, erase), which takes the say over every post.
 * Where no town has it (posts in several towns, or of a level that is the district's), the district does.
 */
export function mayManageWhole(actor: Acting, posts: readonly PostPlace[]): boolean {
  if (posts.every((post) => mayManage(actor, post))) return true;
  if (!posts.every((post) => mayOversee(actor, post))) return false;
  return posts.some((post) => mayManage(actor, post)) || new Set(posts.map(({ region }) => region)).size > 1;
}
