import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { Level, MyDutiesFilter } from '../../contract.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { townLabel } from '../../domain/town-label.ts';
import { findDuties, findDutyYears } from '../../store/duties/duties.ts';
import { countDuties } from '../../store/duties/duty-numbers.ts';
import { findPosts } from '../../store/lists/posts.ts';
import { pageOf } from '../lists/question.ts';
import { ownOf } from '../me/mine.ts';
import { choicesOf, shownDuties } from './shared.ts';

const PAGE_SIZE = 30;

/** A deputy's own duties of a year, the latest first, with what they come to. */
export const readMyDuties = defineQuery({
  name: 'deputies.read-my-duties',
  input: MyDutiesFilter,
  by: ['deputy'],
  async read({ tx, actor, now }, asked) {
    const own = ownOf(actor);
    const year = asked.year ?? yearOf(now);
    const question = { region: own.region, person: own.personId, year };
    const { total, items } = await findDuties(tx, question, { limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE });
    const years = await findDutyYears(tx, { region: own.region, person: own.personId });
    return {
      ...{ year, years: [...new Set([...years, yearOf(now)])].toSorted((one, other) => other - one) },
      ...pageOf(total, asked.page, PAGE_SIZE),
      items: await shownDuties({ tx, actor }, items, () => ({})),
      numbers: (await countDuties(tx, own)).find((one) => one.year === year),
    };
  },
});

/** What the deputy's form for a duty offers: the posts held today, their villages, and the themes of the year. */
export const readMyDutyChoices = defineQuery({
  name: 'deputies.read-my-duty-choices',
  input: z.strictObject({}),
  by: ['deputy'],
  async read({ tx, actor, now }) {
    const { personId, region } = ownOf(actor);
    const year = yearOf(now);
    const moment = momentOf({ year, asOf: undefined }, now);
    const posts = await findPosts(
      tx,
      { personIds: [personId], region, moment },
      { since: dayOf(now), membershipIds: [] },
    );
    const towns = [...new Set(posts.map(({ townCode }) => townCode))];
    return {
      today: dayOf(now),
      posts: posts.map(({ membershipId, level, townName, station }) => ({
        ...{ membershipId, level: Level.parse(level), town: townLabel(townName), station },
      })),
      ...(await choicesOf({ tx, actor }, { towns, year })),
    };
  },
});
