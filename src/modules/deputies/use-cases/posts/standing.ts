import { type RegionCode, ON_PAPER, type Surface, districtCode } from '#kernel/contract.ts';
import { type Scene, seeingAll } from '#kernel/index.server.ts';
import type { ReprintReason } from '../../contract.ts';
import { mayManage, mayManageWhole, mayOversee } from '../../domain/people/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { type OfficePost, findPostsById, findPostsOf } from '../../store/posts/posts.ts';
import type { ReprintTask } from '../../store/posts/reprint-tasks.ts';

/** Who changes posts and what hangs on persons. Auditors and group leaders read. */
export const OFFICERS = ['operator', 'district-officer', 'town-officer'] as const;
export const READERS = [...OFFICERS, 'group-leader', 'auditor'] as const;

export function districtOf({ actor }: Pick<Scene, 'actor'>): string {
  return districtCode(actor.region);
}

/** @throws Problem `forbidden` when the persons who hold the posts are not, as a whole, the actor's to manage */
export function requireWhole({ actor }: Scene, posts: readonly OfficePost[]): void {
  if (!mayManageWhole(actor, posts)) throw postErrors.notYours();
}

/** A post that the actor sees. @throws Problem `not-found` */
async function findPost(scene: Scene, membershipId: string): Promise<OfficePost> {
  const [post] = await findPostsById(scene.tx, districtOf(scene), [membershipId]);
  if (post === undefined) throw postErrors.unknownPost();
  return post;
}

/** A post that the actor may change. @throws Problem `not-found` or `forbidden` */
export async function requirePost(scene: Scene, membershipId: string): Promise<OfficePost> {
  const post = await findPost(scene, membershipId);
  if (!mayManage(scene.actor, post)) throw postErrors.notYours();
  return post;
}

/** A post of which the district, too, says something that the town should not say of its own head. */
export async function requireOverseen(scene: Scene, membershipId: string): Promise<OfficePost> {
  const post = await findPost(scene, membershipId);
  if (!mayOversee(scene.actor, post)) throw postErrors.notYours();
  return post;
}

/**
 * All posts of some persons, for whoever may change what is of them as a whole.
 * @throws Problem `not-found` for a person without a post in the actor's region, `forbidden` for one with posts beyond it
 */
export async function requirePersons(scene: Scene, ...personIds: readonly string[]): Promise<OfficePost[][]> {
  const { tx } = scene;
  const of = (id: string) => findPostsOf(tx, districtOf(scene), [id]);
  for (const id of personIds) if ((await of(id)).length === 0) throw postErrors.unknownPerson();
  const all: OfficePost[][] = [];
  for (const id of personIds) all.push(await seeingAll(tx, () => of(id)));
  requireWhole(scene, all.flat());
  return all;
}

/** For whoever has the say over one post at least: enough to keep what the person says of being shown. */
export async function requireOneOf(scene: Scene, personId: string, may = mayManage): Promise<OfficePost[]> {
  const posts = await findPostsOf(scene.tx, districtOf(scene), [personId]);
  if (posts.length === 0) throw postErrors.unknownPerson();
  if (!posts.some((post) => may(scene.actor, post))) throw postErrors.notYours();
  return posts;
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
