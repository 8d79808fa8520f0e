import { dayOf } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { ResumePost, SuspendPost } from '../../contract.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { type OfficePost, setSuspension } from '../../store/posts/posts.ts';
import { addReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { answerPost, recordOf, saveAnswers } from './answer-open.ts';
import { OFFICERS, districtOf, reprintsOf, requirePost } from './standing.ts';

type Scene = Parameters<typeof requirePost>[0];

interface Also<Result> {
  /** Whose figures change besides. */
  readonly personIds?: readonly string[];
  /** What is saved in the same step. */
  run(): Promise<Result>;
}

const NOTHING_ELSE: Also<void> = { run: () => Promise.resolve() };

async function save<Result>(
  scene: Scene,
  post: OfficePost,
  to: {
    readonly from: string | null;
    readonly until: string | null;
    readonly reason: 'post-suspended' | 'post-resumed';
    readonly isNew: boolean;
    readonly also: Also<Result>;
  },
): Promise<Result> {
  const { tx, recordedAt } = scene;
  const district = districtOf(scene);
  const since = (to.reason === 'post-resumed' ? to.until : to.from) ?? dayOf(scene.now);
  const personIds = [post.personId, ...(to.also.personIds ?? [])];
  return refreshFigures(tx, { district, personIds }, async () => {
    await setSuspension(tx, { district, id: post.id }, to);
    await addReprintTasks(tx, { district, recordedAt }, reprintsOf(scene, post, { reason: to.reason, since }));
    return to.also.run();
  });
}

const daysOf = ({ suspendedFrom, suspendedUntil }: OfficePost) => ({ suspendedFrom, suspendedUntil });

/**
 * Suspends a post from a day on, for a time or until it is resumed: the deputy is not counted in post meanwhile. Wall and
 * nameplate are to be taken down, and each open commitment gets an answer: unless another is given, it waits.
 */
export const suspendPost = defineUseCase({
  name: 'deputies.suspend-post',
  input: SuspendPost,
  by: OFFICERS,
  async run(scene, { membershipId, fromDay, untilDay, answer, answers }) {
    const post = await requirePost(scene, membershipId);
    if (post.endedDay !== null) throw postErrors.endedAlready(post.endedDay);
    // One after the other: an earlier one, over by then, stays as it was, and so do the figures of its days.
    const isRunning = post.suspendedFrom !== null && (post.suspendedUntil === null || fromDay < post.suspendedUntil);
    if (isRunning) throw postErrors.suspendedAlready();
    if (fromDay < post.fromDay) throw postErrors.dayBeforeBegin(post.fromDay);
    if (fromDay > dayOf(scene.now)) throw postErrors.dayInFuture();
    if (untilDay !== null && untilDay <= fromDay) throw postErrors.dayBeforeBegin(fromDay);
    const because = 'suspended';
    const { open, decided, successors } = await answerPost(scene, membershipId, { answer, answers, because });
    const made = await save(scene, post, {
      ...{ from: fromDay, until: untilDay, reason: 'post-suspended', isNew: true },
      also: {
        personIds: successors.map(({ personId }) => personId),
        run: () => saveAnswers(scene, decided),
      },
    });
    const { region } = post;
    const days = { suspendedFrom: fromDay, suspendedUntil: untilDay };
    const { withdrawals, left, waiting } = decided;
    return {
      result: { personId: post.personId, withdrawn: withdrawals.length, handed: made.length, left, waiting },
      record: [
        { region, event: 'post.suspended', subject: membershipId, facts: days },
        ...recordOf(open, decided, { region, made }),
      ],
      trail: [
        {
          ...{ region, subject: membershipId, before: daysOf(post) },
          after: { ...days, withdrawn: withdrawals, handed: made, left, waiting },
        },
      ],
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
    await save(scene, post, { ...after, reason: 'post-resumed', isNew: false, also: NOTHING_ELSE });
    return {
      result: { personId: post.personId },
      record: [{ region, event: 'post.resumed', subject: membershipId, facts: { day } }],
      trail: [{ region, subject: membershipId, before: daysOf(post), after }],
    };
  },
});
