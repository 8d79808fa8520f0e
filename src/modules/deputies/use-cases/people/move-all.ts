import type { Scene } from '#kernel/index.server.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import {
  type Moved,
  type PersonMove,
  countVerifiedOn,
  insertMove,
  movePostRows,
} from '../../store/people/references.ts';
import { type PostPair, mergePosts } from '../../store/people/merged-posts.ts';
import type { OfficePost } from '../../store/posts/posts.ts';
import { contradictions } from '../../domain/people/contradictions.ts';
import { personErrors, postErrors } from '../../domain/posts/post-errors.ts';
import { districtOf } from '../posts/standing.ts';

export interface Move {
  readonly kind: PersonMove['kind'];
  readonly from: string;
  readonly to: string;
  readonly posts: readonly OfficePost[];
  /** Of those posts: which become one with a post of the person they go to. */
  readonly pairs?: readonly PostPair[];
}

/** Posts move alone: what the person did, and what is of no single post, stays. */
export const NOTHING_BESIDES = () => Promise.resolve({ rows: {}, reprints: [] });

/** @throws Problem `conflict` when the person that posts go to holds one of the same level and town at the same time */
export function requireNoContradiction(posts: readonly OfficePost[], held: readonly OfficePost[]): void {
  const [found] = contradictions(posts, held);
  if (found !== undefined) throw postErrors.heldAlready(found[1].name);
}

/** @throws Problem `conflict` when the person that posts go to has verified a commitment of one of them */
export async function requireVerifiedByOthers(scene: Scene, posts: readonly OfficePost[], to: string): Promise<void> {
  const ids = posts.map(({ id }) => id);
  const count = await countVerifiedOn(scene.tx, districtOf(scene), { posts: ids, by: to });
  if (count > 0) throw personErrors.verifiedOwnPosts(count);
}

/**
 * Moves posts from one person to another with all that hangs on them, keeps the figures true, and keeps what moved so
 * that it can go back.
 * @param also what moves besides, in the same transaction
 */
export async function movePosts(
  scene: Scene,
  { kind, from, to, posts, pairs = [] }: Move,
  also: () => Promise<Omit<Moved, 'posts'>>,
): Promise<{ readonly moveId: string; readonly moved: Moved }> {
  const { tx, actor, newId, recordedAt } = scene;
  const district = districtOf(scene);
  const ids = posts.map(({ id }) => id);
  return refreshFigures(tx, { district, personIds: [from, to] }, async () => {
    const besides = await also();
    await movePostRows(tx, { district, from, to }, ids);
    const merged = [];
    for (const pair of pairs) merged.push(await mergePosts(tx, district, pair));
    const moved: Moved = { posts: ids, ...besides, ...(merged.length > 0 && { merged }) };
    const moveId = newId();
    await insertMove(tx, { district, account: actor.id }, { id: moveId, kind, from, to, moved, recordedAt });
    return { moveId, moved };
  });
}
