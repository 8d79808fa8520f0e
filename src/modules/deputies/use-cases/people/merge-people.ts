import type { z } from 'zod';
import { type Consent, type ConsentKey, dayOf } from '#kernel/contract.ts';
import {
  type Scene,
  defineQuery,
  defineUseCase,
  findConsents,
  findPerson,
  movePersonLinks,
  movePortraits,
  saveConsents,
  setMerged,
} from '#kernel/index.server.ts';
import { MergePeople } from '../../contract.ts';
import { consentsOfBoth } from '../../domain/people/consents-of-both.ts';
import { contradictions } from '../../domain/people/contradictions.ts';
import { personErrors, postErrors } from '../../domain/posts/post-errors.ts';
import { findYears } from '../../store/people/merged-posts.ts';
import { countHanging, countVerifiedBy, moveReferences, moveReprints } from '../../store/people/references.ts';
import type { OfficePost } from '../../store/posts/posts.ts';
import { OFFICERS, districtOf, requirePersons } from '../posts/standing.ts';
import { movePosts } from './move-all.ts';

type Both = Readonly<z.output<typeof MergePeople>>;

async function load(scene: Scene, { keptId, goneId }: Both) {
  if (keptId === goneId) throw personErrors.samePerson();
  const [keptPosts = [], gonePosts = []] = await requirePersons(scene, keptId, goneId);
  const district = districtOf(scene);
  const kept = await findPerson(scene.tx, district, keptId);
  const gone = await findPerson(scene.tx, district, goneId);
  if (kept === undefined || gone === undefined) throw postErrors.unknownPerson();
  if (kept.mergedInto !== null || gone.mergedInto !== null) throw personErrors.mergedAlready();
  return { kept, gone, keptPosts, gonePosts };
}

/**
 * The posts that become one: each contradiction needs its answer, and nothing else can be answered.
 * @throws Problem `conflict` when a contradiction remains, `invalid` for posts that are not a contradiction
 */
function pairsOf(
  asked: Both['posts'],
  { keptPosts, gonePosts }: { readonly keptPosts: readonly OfficePost[]; readonly gonePosts: readonly OfficePost[] },
): Both['posts'] {
  const keyed = ({ goneId, keptId }: { readonly goneId: string; readonly keptId: string }) => `${goneId} ${keptId}`;
  const answered = new Set(asked.map(keyed));
  const found = contradictions(gonePosts, keptPosts);
  const left = found.find(([gone, kept]) => !answered.has(keyed({ goneId: gone.id, keptId: kept.id })));
  if (left !== undefined) throw postErrors.heldAlready(left[1].name);
  const gone = new Set(asked.map(({ goneId }) => goneId));
  if (asked.length !== found.length || gone.size !== asked.length) throw personErrors.notOnePost();
  return asked;
}

const keyOf = ({ field, surface, fromDay }: Consent): ConsentKey => ({ field, surface, fromDay });

const shown = ({ id, level, townName, fromDay, untilDay, congress }: OfficePost) => ({
  ...{ id, level, townName, fromDay, untilDay, congress },
});

/** What a merge would move, and what speaks against it. Nothing is changed. */
export const previewMerge = defineQuery({
  name: 'deputies.preview-merge',
  input: MergePeople,
  by: OFFICERS,
  async read(scene, both) {
    const { kept, gone, keptPosts, gonePosts } = await load(scene, both);
    const district = districtOf(scene);
    const found = contradictions(gonePosts, keptPosts);
    const years = await findYears(
      scene.tx,
      district,
      found.flatMap((pair) => pair.map(({ id }) => id)),
    );
    return {
      kept: { id: kept.id, name: kept.name, posts: keptPosts.map(shown) },
      gone: { id: gone.id, name: gone.name, posts: gonePosts.map(shown) },
      hanging: await countHanging(scene.tx, district, { personId: gone.id, posts: gonePosts.map(({ id }) => id) }),
      contradictions: found.map(([one, other]) => ({
        ...{ one: shown(one), other: shown(other) },
        /** Years in which both are listed: one listing of each is kept. */
        years: (years.get(one.id) ?? []).filter((year) => years.get(other.id)?.includes(year)),
      })),
      isMergeable: new Set(found.map(([one]) => one.id)).size === found.length,
      verifiedOwn: await countVerifiedBy(scene.tx, { district, from: gone.id, to: kept.id }),
    };
  },
});

/**
 * Two records are one person: posts, commitments, entries and consents of the one go to the other, which keeps its name.
 * The other record stays, empty and marked, so that the merge can be undone.
 */
export const mergePeople = defineUseCase({
  name: 'deputies.merge-people',
  input: MergePeople,
  by: OFFICERS,
  async run(scene, both) {
    const { tx, actor, recordedAt } = scene;
    const district = districtOf(scene);
    const { kept, gone, keptPosts, gonePosts } = await load(scene, both);
    const pairs = pairsOf(both.posts, { keptPosts, gonePosts });
    const way = { district, from: gone.id, to: kept.id };
    const verified = await countVerifiedBy(tx, way);
    if (verified > 0) throw personErrors.verifiedOwn(verified);
    const { moveId, moved } = await movePosts(
      scene,
      { kind: 'merge', from: gone.id, to: kept.id, posts: gonePosts, pairs },
      async () => {
        const known = await findConsents(tx, district, [kept.id, gone.id]);
        const changed = consentsOfBoth(known, { keptId: kept.id, goneId: gone.id, today: dayOf(scene.now) });
        await saveConsents(tx, { district, account: actor.id, at: recordedAt }, changed);
        await setMerged(tx, { district, id: gone.id }, kept.id);
        return {
          rows: await moveReferences(tx, way),
          reprints: await moveReprints(tx, way),
          accounts: await movePersonLinks(tx, way),
          portraits: await movePortraits(tx, way),
          consents: {
            given: changed.filter(({ untilDay }) => untilDay === null).map(keyOf),
            ended: changed.filter(({ untilDay }) => untilDay !== null).map(keyOf),
          },
        };
      },
    );
    const region = keptPosts[0]?.region ?? actor.region;
    return {
      result: { moveId, personId: kept.id },
      record: [{ region, event: 'person.merged', subject: kept.id, facts: { gone: gone.id } }],
      trail: [
        { region, subject: kept.id, before: { merged: gone.id, name: gone.name }, after: { moveId, moved } },
        { region, subject: gone.id, before: { mergedInto: null }, after: { mergedInto: kept.id } },
      ],
    };
  },
});
