import type { Scene } from '#kernel/index.server.ts';
import { momentOf } from '../../domain/moment.ts';
import { type PostRow, findPosts } from '../../store/lists/posts.ts';

/** The posts that a person held in a year, within the region of whoever asks. */
export function postsOfYear({ tx, actor, now }: Scene, personId: string, year: number): Promise<PostRow[]> {
  const moment = momentOf({ year, asOf: undefined }, now);
  const of = { personIds: [personId], region: actor.region, moment };
  return findPosts(tx, of, { since: `${year}-01-01`, membershipIds: [] });
}
