import { z } from 'zod';
import { type Scene, defineQuery, defineUseCase, seeingAll } from '#kernel/index.server.ts';
import { TakeBackCongress } from '../../contract.ts';
import { type StandsOnCongress, congressErrors } from '../../domain/posts/post-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import {
  type CongressChangeRow,
  countChangedPosts,
  findCongressChanges,
  findOnHandedOver,
  setCongressUndone,
} from '../../store/posts/congress-changes.ts';
import {
  countOtherCommitments,
  countTouched,
  deleteCommitments,
  undoWithdrawals,
} from '../../store/posts/open-commitments.ts';
import { deletePosts, findPostsById, setBegun, setEnding } from '../../store/posts/posts.ts';
import { dropReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { districtOf } from './standing.ts';

const ROLES = ['operator', 'district-officer'] as const;

/** Changes of congress that stand, the latest first. */
export const listCongressChanges = defineQuery({
  name: 'deputies.list-congress-changes',
  input: z.strictObject({}),
  by: [...ROLES, 'auditor'],
  async read(scene) {
    const changes = await findCongressChanges(scene.tx, districtOf(scene));
    return changes.map(({ done: _done, ...change }) => change);
  },
});

/** Nothing may stand on the change: no commitment or work on one, no later listing, no ending, no later change. */
async function requireNothingOnIt(
  scene: Scene,
  change: CongressChangeRow,
  all: readonly CongressChangeRow[],
): Promise<void> {
  const { tx } = scene;
  const district = districtOf(scene);
  const { done } = change;
  const latest = all.find(({ level }) => level === change.level);
  const left = [
    ...done.withdrawn.map(({ commitmentId, revision }) => ({ commitmentId, state: 'withdrawn', revision })),
    ...done.returned.map((one) => ({ ...one, state: 'returned' })),
    ...done.handed.map((commitmentId) => ({ commitmentId, state: 'published', revision: 1 })),
  ];
  const others = { membershipIds: done.made, besides: done.handed };
  const found: readonly (readonly [StandsOnCongress, boolean])[] = [
    ['change', latest?.id !== change.id],
    ['post', (await countChangedPosts(tx, district, change)) > 0],
    ['commitment', (await countOtherCommitments(tx, district, others)) > 0],
    ['moved', (await countTouched(tx, district, left)) > 0],
  ];
  const on = found.flatMap(([what, stands]) => (stands ? [what] : []));
  // Somebody raises a dispute or plans a step wherever the commitment is: looked for past the region of the actor.
  on.push(...(await seeingAll(tx, () => findOnHandedOver(tx, district, done.handed))));
  if (on.length > 0) throw congressErrors.stands(on);
}

/** Takes a change of congress back as a whole: all posts and commitments are as they were before it. */
export const takeBackCongress = defineUseCase({
  name: 'deputies.take-back-congress',
  input: TakeBackCongress,
  by: ROLES,
  async run(scene, { changeId }) {
    const { tx, actor, recordedAt } = scene;
    const district = districtOf(scene);
    const all = await findCongressChanges(tx, district);
    const change = all.find(({ id }) => id === changeId);
    if (change === undefined) throw congressErrors.unknown();
    await requireNothingOnIt(scene, change, all);
    const { done } = change;
    const posts = await findPostsById(tx, district, [...done.ended, ...done.made, ...done.begun]);
    const personIds = [...new Set(posts.map(({ personId }) => personId))];
    await refreshFigures(tx, { district, personIds }, async () => {
      await deleteCommitments(tx, district, done.handed);
      const waited = done.returned.map((one) => ({ ...one, state: 'submitted' }));
      await undoWithdrawals(tx, { district, recordedAt }, [...done.withdrawn, ...waited]);
      await dropReprintTasks(tx, district, { membershipIds: done.ended, reason: 'post-ended' });
      await dropReprintTasks(tx, district, { membershipIds: [...done.made, ...done.begun], reason: 'post-begun' });
      await deletePosts(tx, district, done.made);
      await setBegun(tx, { district, ids: done.begun }, null);
      await setEnding(tx, { district, ids: done.ended }, null);
    });
    await setCongressUndone(tx, district, { id: changeId, at: recordedAt });
    const { region } = actor;
    const facts = { level: change.level, congress: change.congress };
    return {
      result: { changeId },
      record: [{ region, event: 'congress.taken-back', subject: changeId, facts }],
      trail: [{ region, subject: changeId, before: { done }, after: { undone: true } }],
    };
  },
});
