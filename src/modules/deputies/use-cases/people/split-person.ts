import {
  type Scene,
  defineQuery,
  defineUseCase,
  findPerson,
  findPeople,
  pinyinOf,
  savePeople,
  seeingAll,
} from '#kernel/index.server.ts';
import { MovePosts, PreviewMove, SplitPerson } from '../../contract.ts';
import { personErrors, postErrors } from '../../domain/posts/post-errors.ts';
import { countHanging } from '../../store/people/references.ts';
import { type OfficePost, findPostsById, findPostsOf } from '../../store/posts/posts.ts';
import { OFFICERS, districtOf, requirePersons, requireWhole } from '../posts/standing.ts';
import { NOTHING_BESIDES, movePosts, requireNoContradiction, requireVerifiedByOthers } from './move-all.ts';

function chosenOf(posts: readonly OfficePost[], ids: readonly string[]): OfficePost[] {
  const chosen = posts.filter(({ id }) => ids.includes(id));
  if (chosen.length !== new Set(ids).size) throw postErrors.unknownPost();
  return chosen;
}

function outcomeOf(
  { actor }: Scene,
  done: {
    readonly kind: 'split' | 'move';
    readonly from: string;
    readonly to: string;
    readonly moveId: string;
    readonly posts: readonly OfficePost[];
  },
) {
  const { kind, from, to, moveId, posts } = done;
  const region = posts[0]?.region ?? actor.region;
  const ids = posts.map(({ id }) => id);
  return {
    result: { moveId, personId: to },
    record: [{ region, event: `person.${kind}`, subject: to, facts: { from, posts: ids } }],
    trail: [
      { region, subject: from, before: { posts: ids }, after: { moveId, to } },
      { region, subject: to, before: { posts: [] }, after: { moveId, posts: ids } },
    ],
  };
}

async function loadSplit(scene: Scene, of: { readonly personId: string; readonly membershipIds: readonly string[] }) {
  const [all = []] = await requirePersons(scene, of.personId);
  const posts = chosenOf(all, of.membershipIds);
  if (posts.length === all.length) throw personErrors.allPosts();
  const person = await findPerson(scene.tx, districtOf(scene), of.personId);
  if (person === undefined) throw postErrors.unknownPerson();
  return { posts, person };
}

async function loadMove(scene: Scene, of: { readonly toPersonId: string; readonly membershipIds: readonly string[] }) {
  const { tx } = scene;
  const district = districtOf(scene);
  const posts = chosenOf(await findPostsById(tx, district, of.membershipIds), of.membershipIds);
  const [from = ''] = posts.map(({ personId }) => personId);
  if (posts.some(({ personId }) => personId !== from)) throw postErrors.unknownPost();
  if (from === of.toPersonId) throw personErrors.samePerson();
  const [to] = await findPeople(tx, district, { names: [], ids: [of.toPersonId] });
  if (to === undefined) throw postErrors.unknownPerson();
  const held = await seeingAll(tx, () => findPostsOf(tx, district, [of.toPersonId]));
  requireWhole(scene, [...posts, ...held]);
  requireNoContradiction(posts, held);
  await requireVerifiedByOthers(scene, posts, of.toPersonId);
  return { posts, from, to };
}

/** What a split, or a move to somebody who is known, would take along. Nothing is changed. */
export const previewMove = defineQuery({
  name: 'deputies.preview-move',
  input: PreviewMove,
  by: OFFICERS,
  async read(scene, { personId, membershipIds, toPersonId }) {
    const move = toPersonId === null ? undefined : await loadMove(scene, { membershipIds, toPersonId });
    const { posts } = move ?? (await loadSplit(scene, { personId, membershipIds }));
    const ids = posts.map(({ id }) => id);
    return {
      to: move === undefined ? null : { id: move.to.id, name: move.to.name },
      posts: posts.map(({ id, level, townName, fromDay, untilDay }) => ({ id, level, townName, fromDay, untilDay })),
      hanging: await countHanging(scene.tx, districtOf(scene), { personId: null, posts: ids }),
    };
  },
});

/**
 * One record is two persons: the posts chosen go to a new person, with what hangs on them. Phone, month of birth and
 * consents stay with the old one, because nobody can tell whose they are.
 */
export const splitPerson = defineUseCase({
  name: 'deputies.split-person',
  input: SplitPerson,
  by: OFFICERS,
  async run(scene, { personId, membershipIds, name }) {
    const { tx, newId } = scene;
    const district = districtOf(scene);
    const { posts, person } = await loadSplit(scene, { personId, membershipIds });
    const to = newId();
    const called = name ?? person.name;
    const sounds = called === person.name ? { pinyin: person.pinyin, initials: person.initials } : pinyinOf(called);
    await savePeople(tx, district, [
      { id: to, name: called, ...sounds, phone: null, sex: null, birthMonth: null, ethnicity: null },
    ]);
    const { moveId } = await movePosts(scene, { kind: 'split', from: personId, to, posts }, NOTHING_BESIDES);
    return outcomeOf(scene, { kind: 'split', from: personId, to, moveId, posts });
  },
});

/** Posts that were taken to be of one person are of another one who is known: they go there, with what hangs on them. */
export const movePostsTo = defineUseCase({
  name: 'deputies.move-posts',
  input: MovePosts,
  by: OFFICERS,
  async run(scene, { membershipIds, toPersonId }) {
    const { posts, from } = await loadMove(scene, { membershipIds, toPersonId });
    const { moveId } = await movePosts(scene, { kind: 'move', from, to: toPersonId, posts }, NOTHING_BESIDES);
    return outcomeOf(scene, { kind: 'move', from, to: toPersonId, moveId, posts });
  },
});
