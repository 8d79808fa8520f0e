import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineQuery, defineUseCase, findRegionsWithin } from '#kernel/index.server.ts';
import { ChangeCongress, CongressPlan } from '../../contract.ts';
import { decideAnswers } from '../../domain/posts/answers.ts';
import { congressErrors, postErrors } from '../../domain/posts/post-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { type CongressDone, insertCongressChange } from '../../store/posts/congress-changes.ts';
import { type OfficePost, copyListings, insertPosts, setBegun, setEnding } from '../../store/posts/posts.ts';
import { addReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { recordOf, returnWaiting, saveAnswers } from './answer-open.ts';
import { type Planned, loadPlan } from './congress-plan.ts';
import { districtOf, reprintsOf } from './standing.ts';

const ROLES = ['operator', 'district-officer'] as const;

const shown = ({ id, personId, name, townName, region }: OfficePost) => ({ id, personId, name, townName, region });

/** Who would stay, leave and arrive, and the open commitments of those who leave. Nothing is changed. */
export const previewCongress = defineQuery({
  name: 'deputies.preview-congress',
  input: CongressPlan,
  by: ROLES,
  async read(scene, plan) {
    const { change, open, counts } = await loadPlan(scene, plan);
    const openOf = Map.groupBy(open, ({ membershipId }) => membershipId);
    const names = new Map(
      (await findRegionsWithin(scene.tx, scene.actor.region)).map(({ code, name }) => [String(code), name]),
    );
    return {
      counts,
      leaves: change.leaves.map((post) => ({
        ...shown(post),
        open: (openOf.get(post.id) ?? []).map(({ id, text, year }) => ({ id, text, year })),
      })),
      arrives: change.arrives.map(shown),
      stays: change.stays.map(shown),
      /** Who may take commitments over: posts of the new congress, by town. */
      successors: change.fresh.map(shown),
      missing: change.missing.map((code) => names.get(code) ?? code),
    };
  },
});

/** All who are touched: their figures change. */
function personsOf({ change }: Planned): string[] {
  return [...change.stays, ...change.leaves, ...change.fresh].map(({ personId }) => personId);
}

async function savePlan(
  scene: Scene,
  plan: CongressPlan,
  { change }: Planned,
): Promise<Omit<CongressDone, 'withdrawn' | 'handed' | 'returned'>> {
  const { tx, newId, recordedAt } = scene;
  const district = districtOf(scene);
  const { congress, firstDay, year } = plan;
  const ended = [...change.stays, ...change.leaves];
  const made = change.toMake.map((post) => ({ post, id: newId() }));
  await setEnding(tx, { district, ids: ended.map(({ id }) => id) }, { day: firstDay, reason: 'term', note: null });
  await insertPosts(
    tx,
    district,
    made.map(({ post, id }) => {
      const { personId, region, level } = post;
      return { id, personId, region, level, fromDay: firstDay, congress, isByElection: false };
    }),
  );
  await copyListings(
    tx,
    { district, year },
    made.map(({ post, id }) => ({ from: post.id, to: id })),
  );
  await setBegun(tx, { district, ids: change.begun.map(({ id }) => id) }, { day: firstDay, congress });
  await addReprintTasks(tx, { district, recordedAt }, [
    ...change.leaves.flatMap((post) => reprintsOf(scene, post, { reason: 'post-ended', since: firstDay })),
    ...[...change.begun, ...made.map(({ post, id }) => ({ ...post, id }))].flatMap((post) =>
      reprintsOf(scene, post, { reason: 'post-begun', since: firstDay, surfaces: ['wall', 'nameplate'] }),
    ),
  ]);
  return {
    ended: ended.map(({ id }) => id),
    made: made.map(({ id }) => id),
    begun: change.begun.map(({ id }) => id),
  };
}

/**
 * Changes the congress of a level in the whole district: the posts of the old one end, those of the new one begin, and the
 * open commitments of those who leave are answered. All in one transaction, or nothing.
 */
export const changeCongress = defineUseCase({
  name: 'deputies.change-congress',
  input: ChangeCongress,
  by: ROLES,
  async run(scene, { answer, answers, expected, ...plan }) {
    const { tx, actor, newId, recordedAt } = scene;
    const district = districtOf(scene);
    if (plan.firstDay > dayOf(scene.now)) throw postErrors.dayInFuture();
    const planned = await loadPlan(scene, plan);
    const { change, open, counts } = planned;
    if (JSON.stringify(counts) !== JSON.stringify(expected)) throw congressErrors.changedMeanwhile();
    if (counts.stays + counts.leaves === 0) throw congressErrors.nothingToDo();
    const own = new Map(answers.map((one) => [one.membershipId, one]));
    const successors = new Map(change.fresh.map((post) => [post.id, post]));
    const decided = decideAnswers(open, ({ membershipId }) => own.get(membershipId) ?? answer, {
      ...{ successors, because: 'ended' },
    });
    const leaving = change.leaves.map((post) => post.id);
    const { posts, made, returned } = await refreshFigures(
      tx,
      { district, personIds: personsOf(planned) },
      async () => ({
        posts: await savePlan(scene, plan, planned),
        made: await saveAnswers(scene, decided),
        returned: await returnWaiting(scene, leaving),
      }),
    );
    const id = newId();
    const before = new Map(open.map((commitment) => [commitment.id, commitment]));
    const withdrawn = decided.withdrawals.map(({ commitmentId }) => {
      const { state = 'published', revision = 1 } = before.get(commitmentId) ?? {};
      return { commitmentId, state, revision: revision + 1 };
    });
    const done = { ...posts, withdrawn, handed: made.map((one) => one.newId), returned };
    await insertCongressChange(tx, { district, account: actor.id }, { id, ...plan, counts, done, recordedAt });
    const { region } = actor;
    return {
      result: { changeId: id, counts, withdrawn: withdrawn.length, handed: made.length },
      record: [
        { region, event: 'congress.changed', subject: id, facts: { ...plan, ...counts } },
        ...recordOf(open, decided, { region, made }),
      ],
      trail: [{ region, subject: id, after: { ...plan, counts, done } }],
    };
  },
});
