import { dayOf } from '#kernel/contract.ts';
import { defineQuery, searchParts } from '#kernel/index.server.ts';
import { Level, PeopleFilter } from '../../contract.ts';
import { findPeoplePage } from '../../store/people/people-list.ts';
import { pageOf } from '../lists/question.ts';
import { READERS } from '../posts/standing.ts';

const PAGE_SIZE = 50;

/** The deputies of a region by name, with those who are no longer, or not at present, in post when asked for. */
export const listPeople = defineQuery({
  name: 'deputies.list-people',
  input: PeopleFilter,
  by: READERS,
  async read({ tx, actor, now }, { q, page, ...filter }) {
    const unit = actor.role === 'group-leader' ? (actor.unit ?? '') : undefined;
    const of = { region: actor.region, unit, day: dayOf(now) };
    const asked = { filter, parts: searchParts(q ?? ''), limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    const { total, people } = await findPeoplePage(tx, of, asked);
    const inOrder = (levels: readonly string[]) => Level.options.filter((level) => levels.includes(level));
    return {
      ...pageOf(total, page, PAGE_SIZE),
      people: people.map((person) => ({ ...person, levels: inOrder(person.levels) })),
    };
  },
});
