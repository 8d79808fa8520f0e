import {
  type Scene,
  defineUseCase,
  findPerson,
  findPeople,
  pinyinOf,
  savePeople,
  seeingAll,
} from '#kernel/index.server.ts';
import { MovePosts, SplitPerson } from '../../contract.ts';
import { personErrors, postErrors } from '../../domain/posts/post-errors.ts';
import { type OfficePost, findPostsById, findPostsOf } from '../../store/posts/posts.ts';
import { OFFICERS, districtOf, requirePersons, requireWhole } from '../posts/standing.ts';
import { movePosts, requireNoContradiction, requireVerifiedByOthers } from './move-all.ts';

const NOTHING = () => Promise.resolve({ rows: {}, reprints: [] });

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
    const [all = []] = await requirePersons(scene, personId);
    const posts = chosenOf(all, membershipIds);
    if (posts.length === all.length) throw personErrors.allPosts();
    const person = await findPerson(tx, district, personId);
    if (person === undefined) throw postErrors.unknownPerson();
    const to = newId();
    const called = name ?? person.name;
    const sounds = called === person.name ? { pinyin: person.pinyin, initials: person.initials } : pinyinOf(called);
    await savePeople(tx, district, [
      { id: to, name: called, ...sounds, phone: null, sex: null, birthMonth: null, ethnicity: null },
    ]);
    const { moveId } = await movePosts(scene, { kind: 'split', from: personId, to, posts }, NOTHING);
    return outcomeOf(scene, { kind: 'split', from: personId, to, moveId, posts });
  },
});

/** Posts that were taken to be of one person are of another one who is known: they go there, with what hangs on them. */
export const movePostsTo = defineUseCase({
  name: 'deputies.move-posts',
  input: MovePosts,
  by: OFFICERS,
  async run(scene, { membershipIds, toPersonId }) {
    const { tx } = scene;
    const district = districtOf(scene);
    const posts = chosenOf(await findPostsById(tx, district, membershipIds), membershipIds);
    const [from = ''] = posts.map(({ personId }) => personId);
    if (posts.some(({ personId }) => personId !== from)) throw postErrors.unknownPost();
    if (from === toPersonId) throw personErrors.samePerson();
    const [to] = await findPeople(tx, district, { names: [], ids: [toPersonId] });
    if (to === undefined) throw postErrors.unknownPerson();
    const held = await seeingAll(tx, () => findPostsOf(tx, district, [toPersonId]));
    requireWhole(scene, [...posts, ...held]);
    requireNoContradiction(posts, held);
    await requireVerifiedByOthers(scene, posts, toPersonId);
    const { moveId } = await movePosts(scene, { kind: 'move', from, to: toPersonId, posts }, NOTHING);
    return outcomeOf(scene, { kind: 'move', from, to: toPersonId, moveId, posts });
  },
});
