import { type RegionCode, ON_PAPER, type Surface, districtCode } from '#kernel/contract.ts';
import { type Scene, seeingAll } from '#kernel/index.server.ts';
import type { ReprintReason } from '../../contract.ts';
import { mayManage } from '../../domain/people/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { type OfficePost, findPostsById, findPostsOf, isDelegatedTo } from '../../store/posts/posts.ts';
import type { ReprintTask } from '../../store/posts/reprint-tasks.ts';

/** Who changes posts and what hangs on persons. Auditors and group leaders read. */
export const OFFICERS = ['operator', 'district-officer', 'town-officer'] as const;
export const READERS = [...OFFICERS, 'group-leader', 'auditor'] as const;

export function districtOf({ actor }: Pick<Scene, 'actor'>): string {
  return districtCode(actor.region);
}

/** @throws Problem `forbidden` when one of the posts is not the actor's to manage */
export async function requireMine(scene: Scene, posts: readonly OfficePost[]): Promise<void> {
  const delegated = new Map<string, boolean>();
  for (const post of posts) {
    const town = post.region;
    if (!delegated.has(town)) delegated.set(town, await isDelegatedTo(scene.tx, districtOf(scene), town));
    if (!mayManage(scene.actor, post, delegated.get(town) ?? true)) throw postErrors.notYours();
  }
}

/** A post that the actor may change. @throws Problem `not-found` or `forbidden` */
export async function requirePost(scene: Scene, membershipId: string): Promise<OfficePost> {
  const [post] = await findPostsById(scene.tx, districtOf(scene), [membershipId]);
  if (post === undefined) throw postErrors.unknownPost();
  await requireMine(scene, [post]);
  return post;
}

/**
 * All posts of a person, for whoever may change what is of the person as a whole: it takes the say over every post.
 * @throws Problem `not-found` for a person without a post in the actor's region, `forbidden` for one with posts beyond it
 */
export async function requirePerson(scene: Scene, personId: string): Promise<OfficePost[]> {
  const seen = await findPostsOf(scene.tx, districtOf(scene), [personId]);
  if (seen.length === 0) throw postErrors.unknownPerson();
  const all = await seeingAll(scene.tx, () => findPostsOf(scene.tx, districtOf(scene), [personId]));
  await requireMine(scene, all);
  return all;
}

/** For whoever has the say over one post at least: enough to keep what the person says of being shown. */
export async function requireOneOf(scene: Scene, personId: string): Promise<OfficePost[]> {
  const posts = await findPostsOf(scene.tx, districtOf(scene), [personId]);
  if (posts.length === 0) throw postErrors.unknownPerson();
  for (const post of posts) {
    const isMine = mayManage(scene.actor, post, await isDelegatedTo(scene.tx, districtOf(scene), post.region));
    if (isMine) return posts;
  }
  throw postErrors.notYours();
}

/** What is to be printed anew, or taken down, of a post or of a person at one of their posts. */
export function reprintsOf(
  { newId }: Pick<Scene, 'newId'>,
  post: { readonly id: string | null; readonly personId: string; readonly region: RegionCode },
  what: { readonly reason: ReprintReason; readonly since: string; readonly surfaces?: readonly Surface[] },
): ReprintTask[] {
  const { reason, since, surfaces = ON_PAPER.filter((surface) => surface !== 'print') } = what;
  return surfaces.map((surface) => ({
    ...{ id: newId(), region: post.region, personId: post.personId, membershipId: post.id, surface, reason, since },
  }));
}
