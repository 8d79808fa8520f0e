import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { Level } from '../../contract.ts';
import { meErrors } from '../../domain/me/me-errors.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { findDeputy } from '../../store/lists/deputy.ts';
import { findPosts } from '../../store/lists/posts.ts';
import { ownOf } from './mine.ts';

/** Who the deputy is, for the head of each page: the name, and the levels of the posts held today, the highest first. */
export const readMe = defineQuery({
  name: 'deputies.read-me',
  input: z.strictObject({}),
  by: ['deputy'],
  async read({ tx, actor, now }): Promise<{ readonly name: string; readonly levels: readonly Level[] }> {
    const { personId, region } = ownOf(actor);
    const person = await findDeputy(tx, personId, region);
    if (person === undefined) throw meErrors.noPerson();
    const moment = momentOf({ year: yearOf(now), asOf: undefined }, now);
    const also = { since: dayOf(now), membershipIds: [] };
    const posts = await findPosts(tx, { personIds: [personId], region, moment }, also);
    return { name: person.name, levels: [...new Set(posts.map(({ level }) => Level.parse(level)))] };
  },
});
