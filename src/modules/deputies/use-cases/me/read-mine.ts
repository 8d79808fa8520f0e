import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineQuery } from '#kernel/index.server.ts';
import { type Mine, type MyCommitment, type OpenMilestone, Year } from '../../contract.ts';
import { meErrors } from '../../domain/me/me-errors.ts';
import { orderMine } from '../../domain/me/order-mine.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { findDeputy } from '../../store/lists/deputy.ts';
import { findPosts } from '../../store/lists/posts.ts';
import { findMilestones } from '../../store/life/milestones.ts';
import { findMine, findMyYears } from '../../store/me/mine.ts';
import { shownPost } from '../lists/shown.ts';
import { ownOf, shownMine } from './mine.ts';

/** Of those commitments that can be reported on, the milestones that lie ahead. */
async function findAhead(tx: Scene['tx'], commitments: readonly MyCommitment[]): Promise<OpenMilestone[]> {
  const open = commitments.filter(({ state }) => state === 'published' || state === 'claimed').map(({ id }) => id);
  const rows = open.length === 0 ? [] : await findMilestones(tx, open);
  return rows
    .filter(({ reachedDay, givenUpAt }) => reachedDay === null && givenUpAt === null)
    .map(({ id, commitmentId, title, plannedDay }) => ({ id, commitmentId, title, plannedDay }));
}

/** A deputy's commitments of a year, this year's unless another is asked for: what is to be done first. */
export const readMine = defineQuery({
  name: 'deputies.read-mine',
  input: z.strictObject({
    year: Year.optional(),
    /** Of every year, as reports are taken until a commitment is verified. */
    everyYear: z.boolean().default(false),
  }),
  by: ['deputy'],
  async read({ tx, actor, now }, asked): Promise<Mine> {
    const own = ownOf(actor);
    const { personId, region } = own;
    const person = await findDeputy(tx, personId, region);
    if (person === undefined) throw meErrors.noPerson();
    const year = asked.year ?? yearOf(now);
    const today = dayOf(now);
    const moment = momentOf({ year: yearOf(now), asOf: undefined }, now);
    const posts = await findPosts(tx, { personIds: [personId], region, moment }, { since: today, membershipIds: [] });
    const commitments = (await findMine(tx, own, asked.everyYear ? undefined : year)).map((row) => shownMine(row, now));
    const wasPublished = commitments.filter(({ state }) => !['draft', 'submitted', 'returned'].includes(state));
    const years = new Set([...(await findMyYears(tx, own)), yearOf(now), year]);
    return {
      name: person.name,
      today,
      year,
      years: [...years].toSorted((one, other) => other - one),
      posts: posts.map(shownPost),
      commitments: orderMine(commitments),
      milestones: await findAhead(tx, commitments),
      published: wasPublished.length,
      verified: wasPublished.filter(({ state }) => state === 'fulfilled').length,
    };
  },
});
