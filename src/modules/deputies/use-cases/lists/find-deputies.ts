import { type Bilingual, districtCode } from '#kernel/contract.ts';
import { type Scene, defineQuery, findPortraits } from '#kernel/index.server.ts';
import {
  type DeputyCard,
  DeputyFilter,
  type DeputyList,
  FIELD_NAMES,
  type Facet,
  LEVEL_LABELS,
  Level,
  PersonId,
} from '../../contract.ts';
import { townLabel } from '../../domain/town-label.ts';
import { findDeeds } from '../../store/lists/cards.ts';
import { type DeputyQuestion, type FacetName, type FacetRow, findDeputyPage } from '../../store/lists/deputy-list.ts';
import { findPosts } from '../../store/lists/posts.ts';
import { pageOf, questionOf } from './question.ts';
import { shownPost } from './shown.ts';

const PAGE_SIZE = 24;

async function cardsOf(
  tx: Scene['tx'],
  question: DeputyQuestion,
  people: readonly { readonly id: string; readonly name: string }[],
): Promise<DeputyCard[]> {
  if (people.length === 0) return [];
  const of = { ...question, personIds: people.map((person) => person.id) };
  const deeds = await findDeeds(tx, of, question);
  const also = { since: question.moment.day, membershipIds: deeds.flatMap((row) => row.membershipIds) };
  const posts = Map.groupBy(await findPosts(tx, of, also), (post) => post.personId);
  const deedsOf = new Map(deeds.map((row) => [row.personId, row]));
  const photos = await findPortraits(tx, districtCode(question.region), of.personIds);
  return people.map(({ id, name }) => {
    const { commitments = 0, reported = 0, verified = 0, example = null } = deedsOf.get(id) ?? {};
    const own = (posts.get(id) ?? []).map(shownPost);
    const photo = photos.get(id) ?? null;
    return { id: PersonId.parse(id), name, photo, posts: own, commitments, reported, verified, example };
  });
}

const FIELD_ORDER = Object.keys(FIELD_NAMES);
const LEVEL_ORDER: readonly string[] = Level.options;

/** Where a key stands in an order, one that it does not name after all others. */
function placeIn(order: readonly string[], key: string): number {
  const place = order.indexOf(key);
  return place === -1 ? order.length : place;
}

function shownFacets(rows: readonly FacetRow[]): DeputyList['facets'] {
  const facet = (name: FacetName, label: (key: string, stored: string | null) => Bilingual): Facet[] =>
    rows
      .filter((row) => row.facet === name)
      .map((row) => ({ key: row.key, label: label(row.key, row.label), count: row.count }));
  const byOrder = (facets: readonly Facet[], order: readonly string[]) =>
    facets.toSorted((one, other) => placeIn(order, one.key) - placeIn(order, other.key));
  return {
    levels: byOrder(
      facet('level', (key) => LEVEL_LABELS[Level.parse(key)]),
      LEVEL_ORDER,
    ),
    towns: facet('town', (key, stored) => townLabel(stored ?? key)),
    fields: byOrder(
      facet('field', (key) => ({ zh: key, en: FIELD_NAMES[key] ?? key })),
      FIELD_ORDER,
    ),
  };
}

/**
 * The deputies behind a figure: with the same filters there are exactly as many as it counts. Each facet counts the
 * persons that the list would have with that value in its place and all other filters kept.
 */
export const findDeputies = defineQuery({
  name: 'deputies.find-deputies',
  input: DeputyFilter,
  by: ['operator', 'visitor'],
  async read(scene, asked): Promise<DeputyList> {
    const question = { ...(await questionOf(scene, asked)), standing: asked.standing, order: asked.order };
    const page = { limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE };
    const { total, people, facets } = await findDeputyPage(scene.tx, question, page);
    const { year, at } = question.moment;
    return {
      year,
      asOf: at,
      ...pageOf(total, asked.page, PAGE_SIZE),
      deputies: await cardsOf(scene.tx, question, people),
      facets: shownFacets(facets),
    };
  },
});
