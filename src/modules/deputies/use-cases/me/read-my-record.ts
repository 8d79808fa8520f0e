import { z } from 'zod';
import { defineQuery } from '#kernel/index.server.ts';
import type { MyRecord, MyYear } from '../../contract.ts';
import { meErrors } from '../../domain/me/me-errors.ts';
import { orderMine } from '../../domain/me/order-mine.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { countDuties } from '../../store/duties/duty-numbers.ts';
import { findDutyPictures } from '../../store/duties/duty-photos.ts';
import { findDeputy, findListedYears } from '../../store/lists/deputy.ts';
import { findPosts } from '../../store/lists/posts.ts';
import { findMine } from '../../store/me/mine.ts';
import { shownPost } from '../lists/shown.ts';
import { ownOf, shownMine } from './mine.ts';

const REPORTED = ['claimed', 'fulfilled'];
const UNPUBLISHED = ['draft', 'submitted', 'returned'];

/** A deputy's own record of duties, year by year, the latest first. What was never published is no part of it. */
export const readMyRecord = defineQuery({
  name: 'deputies.read-my-record',
  input: z.strictObject({}),
  by: ['deputy'],
  async read({ tx, actor, now }): Promise<MyRecord> {
    const own = ownOf(actor);
    const { personId, region } = own;
    const person = await findDeputy(tx, personId, region);
    if (person === undefined) throw meErrors.noPerson();
    const published = (await findMine(tx, own, undefined)).filter(({ state }) => !UNPUBLISHED.includes(state));
    const byYear = Map.groupBy(published, ({ year }) => year);
    const moment = momentOf({ year: yearOf(now), asOf: undefined }, now);
    const listed = await findListedYears(tx, { personId, region, moment });
    const duties = await countDuties(tx, own);
    const pictures = await findDutyPictures(tx, own);

    const years: MyYear[] = [];
    for (const year of [...new Set([...byYear.keys(), ...listed, ...duties.map((one) => one.year)])].toSorted(
      (one, other) => other - one,
    )) {
      const rows = byYear.get(year) ?? [];
      const also = { since: `${year}-01-01`, membershipIds: rows.map((row) => row.membershipId) };
      const of = { personIds: [personId], region, moment: momentOf({ year, asOf: undefined }, now) };
      years.push({
        year,
        posts: (await findPosts(tx, of, also)).map(shownPost),
        commitments: orderMine(rows.map((row) => shownMine(row, now))),
        published: rows.length,
        reported: rows.filter(({ state }) => REPORTED.includes(state)).length,
        verified: rows.filter(({ state }) => state === 'fulfilled').length,
        entries: rows.reduce((sum, row) => sum + row.entries, 0),
        duties: duties.find((one) => one.year === year) ?? null,
        dutyPictures: pictures.filter((one) => one.year === year),
      });
    }
    return { name: person.name, asOf: now, years };
  },
});
