import { z } from 'zod';
import { PORTRAIT, RegionCode, SURFACES_OF, CONSENT_FIELDS, dayOf, isWithin } from '#kernel/contract.ts';
import {
  type Scene,
  defineQuery,
  findAttachments,
  findConsents,
  findPerson,
  findPortraits,
  readingsOf,
} from '#kernel/index.server.ts';
import { PersonId } from '../../contract.ts';
import { mayManage } from '../../domain/people/permission.ts';
import { isHeldOn } from '../../domain/posts/held-spans.ts';
import { isLeading } from '../../domain/posts/leading-post.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { findMoves } from '../../store/people/references.ts';
import { findOpenCommitments } from '../../store/posts/open-commitments.ts';
import { type OfficePost, findPostsOf, findPostsWithin, isDelegatedTo } from '../../store/posts/posts.ts';
import { findReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { READERS, districtOf } from '../posts/standing.ts';

function requireSeen({ actor }: Scene, personId: string, posts: readonly OfficePost[]): void {
  const isOwn = actor.role !== 'deputy' || actor.personId === personId;
  const isInGroup = actor.role !== 'group-leader' || posts.some(({ group }) => group === actor.unit);
  if (posts.length === 0 || !isOwn || !isInGroup) throw postErrors.unknownPerson();
}

async function shownPosts(scene: Scene, posts: readonly OfficePost[]) {
  const { tx, actor, now } = scene;
  const district = districtOf(scene);
  const open = Map.groupBy(
    await findOpenCommitments(
      tx,
      district,
      posts.map(({ id }) => id),
    ),
    ({ membershipId }) => membershipId,
  );
  const shown = [];
  for (const post of posts) {
    shown.push({
      ...post,
      isHeld: isHeldOn(post, dayOf(now)),
      isLeadingNow: post.isLeading ?? isLeading(post.post),
      isMine: actor.role !== 'deputy' && mayManage(actor, post, await isDelegatedTo(tx, district, post.region)),
      open: (open.get(post.id) ?? []).map(({ id, text, year, state }) => ({ id, text, year, state })),
    });
  }
  return shown;
}

/** Which consents there can be, each with the one that holds, and when it was given or withdrawn. */
async function switches(scene: Scene, personId: string) {
  const all = await findConsents(scene.tx, districtOf(scene), [personId]);
  return CONSENT_FIELDS.flatMap((field) =>
    SURFACES_OF[field].map((surface) => {
      const own = all.filter((consent) => consent.field === field && consent.surface === surface);
      const held = own.find(({ untilDay }) => untilDay === null);
      const last = held ?? own.at(-1);
      return {
        ...{ field, surface, isGiven: held !== undefined, fromDay: last?.fromDay ?? null },
        ...{ untilDay: last?.untilDay ?? null, source: last?.source ?? null },
        ...{ withdrawnSource: last?.withdrawnSource ?? null, note: last?.note ?? null },
      };
    }),
  );
}

/** The photos that there are of a person, the latest first, and which of them visitors see. */
async function portraits({ tx, actor }: Scene, of: { readonly district: string; readonly personId: string }) {
  const all = await findAttachments(tx, {
    ...{ subjectKind: PORTRAIT, subjectIds: [of.personId] },
    audience: actor.role === 'group-leader' ? { ...actor, role: 'visitor' } : actor,
    isOwner: actor.personId === of.personId,
  });
  const shown = (await findPortraits(tx, of.district, [of.personId])).get(of.personId);
  return (all.get(of.personId) ?? []).toReversed().map(({ id, version, screening }) => ({
    ...{ id, version, screening, isPublic: shown?.id === id },
  }));
}

/** One person as the office, or the person, sees it: facts, posts, consents, and what has been moved. On the trail. */
export const readPerson = defineQuery({
  name: 'deputies.read-person',
  input: z.object({ personId: PersonId }),
  by: [...READERS, 'deputy'],
  async read(scene, { personId }) {
    const { tx, actor } = scene;
    const district = districtOf(scene);
    const posts = await findPostsOf(tx, district, [personId]);
    requireSeen(scene, personId, posts);
    const person = await findPerson(tx, district, personId);
    if (person === undefined) throw postErrors.unknownPerson();
    const isReader = actor.role === 'auditor' || actor.role === 'group-leader' || actor.role === 'deputy';
    const moves = actor.role === 'deputy' ? [] : await findMoves(tx, district, personId);
    return {
      ...person,
      isReader,
      region: posts[0]?.region ?? actor.region,
      readings: readingsOf(person.name),
      posts: await shownPosts(scene, posts),
      consents: await switches(scene, personId),
      portraits: await portraits(scene, { district, personId }),
      reprints: await findReprintTasks(tx, actor.region, { limit: 50, personId }),
      moves: moves
        .filter(({ undoneAt }) => undoneAt === null)
        .map(({ id, kind, from, to, moved, recordedAt }) => ({
          ...{ id, kind, from, to, recordedAt, posts: moved.posts.length },
        })),
    };
  },
  trail: ({ personId }, { region }) => [{ region, subject: personId }],
});

/** What hangs on paper and is not true any more: how many, and the oldest. */
export const listReprints = defineQuery({
  name: 'deputies.list-reprints',
  input: z.object({ limit: z.int().min(1).max(200).default(20) }),
  by: [...READERS, 'station-clerk'],
  read: ({ tx, actor }, { limit }) => findReprintTasks(tx, actor.region, { limit }),
});

const CHOICES = 500;

/** Deputies in post in a town, by whom an open commitment can be taken over, or with whom one can be compared. */
export const findColleagues = defineQuery({
  name: 'deputies.find-colleagues',
  input: z.object({ town: RegionCode }),
  by: READERS,
  async read(scene, { town }) {
    if (!isWithin(town, scene.actor.region)) return [];
    const posts = await findPostsWithin(scene.tx, { district: districtOf(scene), region: town });
    return posts
      .filter((post) => isHeldOn(post, dayOf(scene.now)))
      .slice(0, CHOICES)
      .map(({ id, personId, name, level, townName }) => ({ id, personId, name, level, townName }));
  },
});
