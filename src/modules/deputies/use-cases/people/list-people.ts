import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineQuery, searchParts } from '#kernel/index.server.ts';
import { Level, PeopleFilter } from '../../contract.ts';
import { findPeoplePage } from '../../store/people/people-list.ts';
import { pageOf } from '../lists/question.ts';
import { READERS } from '../posts/standing.ts';

const PAGE_SIZE = 50;

interface Part {
  /** Null for all of them. */
  readonly limit: number | null;
  readonly offset: number;
}

async function findPeople({ tx, actor, now }: Scene, { q, page: _, ...filter }: PeopleFilter, part: Part) {
  const unit = actor.role === 'group-leader' ? (actor.unit ?? '') : undefined;
  const of = { region: actor.region, unit, day: dayOf(now) };
  const { total, people } = await findPeoplePage(tx, of, { filter, parts: searchParts(q ?? ''), ...part });
  const inOrder = (levels: readonly string[]) => Level.options.filter((level) => levels.includes(level));
  return { total, people: people.map((person) => ({ ...person, levels: inOrder(person.levels) })) };
}

/** The deputies of a region by name, with those who are no longer, or not at present, in post when asked for. */
export const listPeople = defineQuery({
  name: 'deputies.list-people',
  input: PeopleFilter,
  by: READERS,
  async read(scene, asked) {
    const { page } = asked;
    const { total, people } = await findPeople(scene, asked, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
    return { ...pageOf(total, page, PAGE_SIZE), people };
  },
});

/** The same on all of its pages, for a file. */
export const exportPeople = defineQuery({
  name: 'deputies.export-people',
  input: PeopleFilter,
  by: READERS,
  async read(scene, asked) {
    const { people } = await findPeople(scene, asked, { limit: null, offset: 0 });
    return { people, region: scene.actor.region };
  },
  trail: ({ page: _, ...asked }, { people, region }) => [
    { region, subject: 'people', after: { ...asked, rows: people.length } },
  ],
});
