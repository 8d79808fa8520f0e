import { dayOf, districtCode } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { MyActivitiesFilter, ReadActivity } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { attendanceRate } from '../../domain/quotas/quotas.ts';
import { yearOf } from '../../domain/moment.ts';
import { type Mine, findInvitationsOf } from '../../store/activities/attendance.ts';
import { ownOf } from '../me/mine.ts';

function summaryOf(mine: readonly Mine[]) {
  const held = mine.filter(({ state }) => state === 'held');
  const attended = held.filter(({ attendance }) => attendance === 'attended').length;
  return { held: held.length, attended, rate: attendanceRate(attended, held.length) };
}

/** A deputy's own year: to what they are invited, what they attended, and at which rate. */
export const readMyActivities = defineQuery({
  name: 'deputies.read-my-activities',
  input: MyActivitiesFilter,
  by: ['deputy'],
  async read({ tx, actor, now }, asked) {
    const { personId, region } = ownOf(actor);
    const all = await findInvitationsOf(tx, { district: districtCode(region), personId });
    const thisYear = yearOf(now);
    const years = [...new Set([thisYear, ...all.map(({ year }) => year)])].toSorted((one, other) => other - one);
    const year = asked.year ?? thisYear;
    const mine = all.filter((one) => one.year === year);
    // What is ahead comes first, the next one on top; what is over, the latest on top.
    const isAhead = ({ state, endsAt }: Mine) => state === 'planned' && endsAt >= now;
    const ahead = mine.filter(isAhead).toReversed();
    const over = mine.filter((one) => !isAhead(one));
    return { year, years, today: dayOf(now), ahead, over, summary: summaryOf(mine) };
  },
});

/** One activity to which a deputy is invited. @throws Problem `not-found` for any other */
export const readMyActivity = defineQuery({
  name: 'deputies.read-my-activity',
  input: ReadActivity,
  by: ['deputy'],
  async read({ tx, actor, now }, { activityId }) {
    const { personId, region } = ownOf(actor);
    const all = await findInvitationsOf(tx, { district: districtCode(region), personId });
    const activity = all.find(({ id }) => id === activityId);
    if (activity === undefined) throw activityErrors.unknown();
    return { activity, now };
  },
});
