import { dayOf } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { ResumePost, SuspendPost } from '../../contract.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { type OfficePost, setSuspension } from '../../store/posts/posts.ts';
import { addReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { OFFICERS, districtOf, reprintsOf, requirePost } from './standing.ts';

type Scene = Parameters<typeof requirePost>[0];

async function save(
  scene: Scene,
  post: OfficePost,
  to: {
    readonly from: string | null;
    readonly until: string | null;
    readonly reason: 'post-suspended' | 'post-resumed';
    readonly isNew: boolean;
  },
): Promise<void> {
  const { tx, recordedAt } = scene;
  const district = districtOf(scene);
  const since = (to.reason === 'post-resumed' ? to.until : to.from) ?? dayOf(scene.now);
  await refreshFigures(tx, { district, personIds: [post.personId] }, async () => {
    await setSuspension(tx, { district, id: post.id }, to);
    await addReprintTasks(tx, { district, recordedAt }, reprintsOf(scene, post, { reason: to.reason, since }));
  });
}

const daysOf = ({ suspendedFrom, suspendedUntil }: OfficePost) => ({ suspendedFrom, suspendedUntil });

/** Suspends a post from a day on, for a time or until it is resumed: the deputy is not counted in post meanwhile. */
export const suspendPost = defineUseCase({
  name: 'deputies.suspend-post',
  input: SuspendPost,
  by: OFFICERS,
  async run(scene, { membershipId, fromDay, untilDay }) {
    const post = await requirePost(scene, membershipId);
    if (post.endedDay !== null) throw postErrors.endedAlready(post.endedDay);
    // One after the other: an earlier one, over by then, stays as it was, and so do the figures of its days.
    const isRunning = post.suspendedFrom !== null && (post.suspendedUntil === null || fromDay < post.suspendedUntil);
    if (isRunning) throw postErrors.suspendedAlready();
    if (fromDay < post.fromDay) throw postErrors.dayBeforeBegin(post.fromDay);
    if (fromDay > dayOf(scene.now)) throw postErrors.dayInFuture();
    if (untilDay !== null && untilDay <= fromDay) throw postErrors.dayBeforeBegin(fromDay);
    await save(scene, post, { from: fromDay, until: untilDay, reason: 'post-suspended', isNew: true });
    const { region } = post;
    const after = { suspendedFrom: fromDay, suspendedUntil: untilDay };
    return {
      result: { personId: post.personId },
      record: [{ region, event: 'post.suspended', subject: membershipId, facts: after }],
      trail: [{ region, subject: membershipId, before: daysOf(post), after }],
    };
  },
});

/** Ends a suspension: from the day given on the post counts again. On its first day, it never was. */
export const resumePost = defineUseCase({
  name: 'deputies.resume-post',
  input: ResumePost,
  by: OFFICERS,
  async run(scene, { membershipId, day }) {
    const post = await requirePost(scene, membershipId);
    const { region, suspendedFrom, suspendedUntil } = post;
    const isOver = suspendedUntil !== null && suspendedUntil < day;
    if (suspendedFrom === null || isOver) throw postErrors.notSuspended();
    if (day < suspendedFrom) throw postErrors.dayBeforeBegin(suspendedFrom);
    if (day > dayOf(scene.now)) throw postErrors.dayInFuture();
    const after = day === suspendedFrom ? { from: null, until: null } : { from: suspendedFrom, until: day };
    await save(scene, post, { ...after, reason: 'post-resumed', isNew: false });
    return {
      result: { personId: post.personId },
      record: [{ region, event: 'post.resumed', subject: membershipId, facts: { day } }],
      trail: [{ region, subject: membershipId, before: daysOf(post), after }],
    };
  },
});
