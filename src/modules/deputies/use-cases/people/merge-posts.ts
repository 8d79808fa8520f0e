import type { z } from 'zod';
import { type Scene, defineQuery, defineUseCase } from '#kernel/index.server.ts';
import { MergePosts } from '../../contract.ts';
import { canBeOnePost, wouldLoseDecision } from '../../domain/posts/one-post.ts';
import { personErrors, postErrors } from '../../domain/posts/post-errors.ts';
import { findYears } from '../../store/people/merged-posts.ts';
import { countHanging } from '../../store/people/references.ts';
import type { OfficePost } from '../../store/posts/posts.ts';
import { OFFICERS, districtOf, requirePost } from '../posts/standing.ts';
import { NOTHING_BESIDES, movePosts } from './move-all.ts';

type Pair = Pick<z.output<typeof MergePosts>, 'keptId' | 'goneId'>;

async function load(scene: Scene, { keptId, goneId }: Pair) {
  if (keptId === goneId) throw personErrors.samePost();
  const kept = await requirePost(scene, keptId);
  const gone = await requirePost(scene, goneId);
  if (kept.personId !== gone.personId || !canBeOnePost(kept, gone)) throw postErrors.notOnePost();
  if (wouldLoseDecision(gone, kept)) throw postErrors.decisionLost();
  return { kept, gone };
}

const shown = ({ id, level, townName, fromDay, untilDay, congress, electoralDistrict }: OfficePost) => ({
  ...{ id, level, townName, fromDay, untilDay, congress, electoralDistrict },
});

/** What making one post of two would move. Nothing is changed. */
export const previewPostMerge = defineQuery({
  name: 'deputies.preview-post-merge',
  input: MergePosts,
  by: OFFICERS,
  async read(scene, pair) {
    const { kept, gone } = await load(scene, pair);
    const district = districtOf(scene);
    const years = await findYears(scene.tx, district, [kept.id, gone.id]);
    return {
      kept: shown(kept),
      gone: shown(gone),
      hanging: await countHanging(scene.tx, district, { personId: null, posts: [gone.id] }),
      /** Years in which both are listed: one listing of each is kept. */
      years: (years.get(gone.id) ?? []).filter((year) => years.get(kept.id)?.includes(year)),
    };
  },
});

/**
 * Two posts of one person are one: what hangs on the one goes to the other, which is held from the first day of either to
 * the last of either. The other one stays, empty and marked, so that the merge can be undone.
 */
export const mergePosts = defineUseCase({
  name: 'deputies.merge-posts',
  input: MergePosts,
  by: OFFICERS,
  async run(scene, { years, ...pair }) {
    const { kept, gone } = await load(scene, pair);
    const { personId, region } = kept;
    const { moveId, moved } = await movePosts(
      scene,
      { kind: 'posts', from: personId, to: personId, posts: [gone], pairs: [{ ...pair, years }] },
      NOTHING_BESIDES,
    );
    return {
      result: { moveId, personId },
      record: [{ region, event: 'post.merged', subject: kept.id, facts: { gone: gone.id } }],
      trail: [
        {
          region,
          subject: kept.id,
          before: { fromDay: kept.fromDay, untilDay: kept.untilDay },
          after: { moveId, moved },
        },
        { region, subject: gone.id, before: { mergedInto: null }, after: { mergedInto: kept.id } },
      ],
    };
  },
});
