import { dayOf, isWithin, regionLevel } from '#kernel/contract.ts';
import {
  type Scene,
  defineUseCase,
  findPerson,
  findRegionsWithin,
  pinyinOf,
  savePeople,
  seeingAll,
} from '#kernel/index.server.ts';
import { BeginPost } from '../../contract.ts';
import { type PlacedPost, contradictions } from '../../domain/people/contradictions.ts';
import { mayManage } from '../../domain/people/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { isDelegatedTo } from '../../store/delegation.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { findPostsOf, insertListing, insertPosts } from '../../store/posts/posts.ts';
import { addReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { OFFICERS, districtOf, reprintsOf } from './standing.ts';

async function requireTown(scene: Scene, asked: { readonly town: string }) {
  const town = (await findRegionsWithin(scene.tx, scene.actor.region)).find(({ code }) => code === asked.town);
  if (town === undefined || regionLevel(town.code) !== 'town' || !isWithin(town.code, scene.actor.region)) {
    throw listErrors.unknownTown(asked.town);
  }
  return town.code;
}

/**
 * Begins a post within a term, by a by-election: of a person who is known, or of a new one. The day wins over what the
 * town's next roster would derive.
 */
export const beginPost = defineUseCase({
  name: 'deputies.begin-post',
  input: BeginPost,
  by: OFFICERS,
  async run(scene, asked) {
    const { tx, newId, recordedAt } = scene;
    const district = districtOf(scene);
    const { level, fromDay, congress } = asked;
    const region = await requireTown(scene, asked);
    const personId = asked.personId ?? newId();
    const isDelegated = await isDelegatedTo(tx, { district, town: region, level });
    if (!mayManage(scene.actor, { personId, region, level, isDelegated })) throw postErrors.notYours();
    if (fromDay > dayOf(scene.now)) throw postErrors.dayInFuture();
    const known = asked.personId === null ? undefined : await findPerson(tx, district, personId);
    const name = known?.name ?? asked.name;
    if (name === null || (asked.personId !== null && known === undefined)) throw postErrors.nobodyNamed();
    const post = { id: newId(), personId, region, level, fromDay, untilDay: null, congress, isByElection: true };
    const held = await seeingAll(tx, () => findPostsOf(tx, district, [personId]));
    if (contradictions<PlacedPost>([post], held).length > 0) throw postErrors.heldAlready(name);
    await refreshFigures(tx, { district, personIds: [personId] }, async () => {
      if (known === undefined) {
        const nothing = { phone: null, sex: null, birthMonth: null, ethnicity: null };
        await savePeople(tx, district, [{ id: personId, name, ...pinyinOf(name), ...nothing }]);
      }
      await insertPosts(tx, district, [post]);
      const year = Temporal.PlainDate.from(fromDay).year;
      const { electoralDistrict, group, station } = asked;
      await insertListing(tx, district, { membershipId: post.id, year, congress, electoralDistrict, group, station });
      await addReprintTasks(
        tx,
        { district, recordedAt },
        reprintsOf(scene, post, { reason: 'post-begun', since: fromDay, surfaces: ['wall', 'nameplate'] }),
      );
    });
    const facts = { level, fromDay };
    return {
      result: { personId, membershipId: post.id },
      record: [{ region, event: 'post.begun', subject: post.id, facts }],
      trail: [{ region, subject: post.id, after: { personId, name, ...facts } }],
    };
  },
});
