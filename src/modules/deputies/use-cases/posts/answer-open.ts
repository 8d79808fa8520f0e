import { dayOf } from '#kernel/contract.ts';
import type { JournalEntry, Scene } from '#kernel/index.server.ts';
import type { AnswerForPause } from '../../contract.ts';
import { type Decided, type Interruption, decideAnswers } from '../../domain/posts/answers.ts';
import { isAhead } from '../../domain/life/milestone.ts';
import { isHeldOn } from '../../domain/posts/held-spans.ts';
import { copyMilestones, findMilestones } from '../../store/life/milestones.ts';
import {
  type Done,
  type HandedOver,
  type OpenCommitment,
  type SubmittedCommitment,
  findOpenCommitments,
  findSubmitted,
  insertHandedOver,
  returnSubmitted,
  withdrawOpen,
} from '../../store/posts/open-commitments.ts';
import { type OfficePost, findPostsById } from '../../store/posts/posts.ts';
import { districtOf } from './standing.ts';

export function doneBy(scene: Scene): Done {
  const { actor, now, recordedAt } = scene;
  return {
    ...{ district: districtOf(scene), at: now, recordedAt },
    ...{ account: actor.id, role: actor.role, personId: actor.personId },
  };
}

/** Those who may take commitments over: posts within the actor's region that are held today. */
async function findSuccessors(scene: Scene, ids: readonly (string | null)[]): Promise<OfficePost[]> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const posts = wanted.length === 0 ? [] : await findPostsById(scene.tx, districtOf(scene), wanted);
  return posts.filter((post) => isHeldOn(post, dayOf(scene.now)));
}

/** What becomes of what is open in one post: one answer for all, and some of their own. */
export async function answerPost(
  scene: Scene,
  membershipId: string,
  given: {
    readonly answer: AnswerForPause;
    readonly answers: readonly (AnswerForPause & { readonly commitmentId: string })[];
    readonly because: Interruption;
  },
) {
  const { answer, answers, because } = given;
  const open = await findOpenCommitments(scene.tx, districtOf(scene), [membershipId]);
  const found = await findSuccessors(
    scene,
    [answer, ...answers].map(({ successorPostId }) => successorPostId),
  );
  const own = new Map(answers.map((one) => [one.commitmentId, one]));
  const successors = new Map(found.map((successor) => [successor.id, successor]));
  const decided = decideAnswers(open, ({ id }) => own.get(id) ?? answer, { successors, because });
  return { open, decided, successors: found };
}

/** Saves what was decided of open commitments. @returns the commitments that successors now have */
export async function saveAnswers(scene: Scene, { withdrawals, handed }: Decided): Promise<HandedOver[]> {
  const made = handed.map((one) => ({ ...one, newId: scene.newId() }));
  const done = doneBy(scene);
  await withdrawOpen(scene.tx, done, withdrawals);
  await insertHandedOver(scene.tx, done, made);
  await handMilestones(scene, made);
  return made;
}

/** The successor goes on with the steps that are still planned; what was reached or given up stays with the old one. */
async function handMilestones(scene: Scene, made: readonly HandedOver[]): Promise<void> {
  const newIds = new Map(made.map(({ commitmentId, newId }) => [commitmentId, newId]));
  const planned = await findMilestones(scene.tx, [...newIds.keys()]);
  const copies = planned.filter(isAhead).flatMap(({ id, commitmentId }) => {
    const toCommitmentId = newIds.get(commitmentId);
    return toCommitmentId === undefined ? [] : [{ milestoneId: id, newId: scene.newId(), toCommitmentId }];
  });
  await copyMilestones(scene.tx, doneBy(scene), copies);
}

/** What authors read of what waited for a review when the post ended. */
const POST_ENDED = '任职已结束，不再公示（the post has ended）';

/**
 * Returns what waits for a review in posts that end: nobody is to publish it any more. Drafts stay as they are; neither
 * can be handed in while the post is not held.
 */
export async function returnWaiting(scene: Scene, membershipIds: readonly string[]): Promise<SubmittedCommitment[]> {
  const submitted = await findSubmitted(scene.tx, districtOf(scene), membershipIds);
  const returns = submitted.map(({ commitmentId }) => ({ commitmentId, reason: POST_ENDED }));
  await returnSubmitted(scene.tx, doneBy(scene), returns);
  return submitted.map(({ commitmentId, revision }) => ({ commitmentId, revision: revision + 1 }));
}

/** What the public journal keeps of it. */
export function recordOf(
  open: readonly OpenCommitment[],
  { withdrawals }: Decided,
  at: { readonly region: JournalEntry['region']; readonly made: readonly HandedOver[] },
): JournalEntry[] {
  const yearOf = new Map(open.map(({ id, year }) => [id, year]));
  const withdrawn = withdrawals.map(({ commitmentId }) => ({
    ...{ region: at.region, event: 'commitment.withdrawn', subject: commitmentId },
    facts: { year: yearOf.get(commitmentId) ?? 0, state: 'withdrawn' },
  }));
  const published = at.made.map(({ commitmentId, newId }) => ({
    ...{ region: at.region, event: 'commitment.published', subject: newId },
    facts: { version: 1, year: yearOf.get(commitmentId) ?? 0, state: 'published', carriedFrom: commitmentId },
  }));
  return [...withdrawn, ...published];
}
