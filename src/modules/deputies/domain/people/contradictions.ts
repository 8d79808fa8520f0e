import type { Level } from '../../contract.ts';
import { type Span, overlaps } from '../posts/held-spans.ts';

export interface PlacedPost extends Span {
  readonly id: string;
  readonly region: string;
  readonly level: Level;
}

/**
 * Pairs of posts that one person cannot hold: of one level through one town, at one time.
 * @returns the pairs, one of each list; none when both can be one person's
 */
export function contradictions<Post extends PlacedPost>(
  own: readonly Post[],
  others: readonly Post[],
): (readonly [Post, Post])[] {
  return own.flatMap((post) =>
    others
      .filter((other) => other.level === post.level && other.region === post.region && overlaps(post, other))
      .map((other) => [post, other] as const),
  );
}
