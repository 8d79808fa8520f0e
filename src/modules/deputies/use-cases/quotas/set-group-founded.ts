import { dayOf, districtCode, isWithin } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { SetGroupFounded } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { yearOf } from '../../domain/moment.ts';
import { findFoundings, setFounding } from '../../store/quotas/rule-sets.ts';
import { membersFor } from '../activities/shared.ts';

/**
 * Says since when there is a group. In the year in which it was founded its quota is taken by the days; without a day it
 * was always there.
 */
export const setGroupFounded = defineUseCase({
  name: 'deputies.set-group-founded',
  input: SetGroupFounded,
  by: ['operator', 'district-officer', 'town-officer'],
  isQuiet: true,
  async run(scene, { region, group, activityGroup, day }) {
    const { tx, actor, now } = scene;
    const district = districtCode(region);
    if (!isWithin(region, actor.region)) throw activityErrors.unknownGroup(group);
    const units = [{ group, activityGroup }];
    const members = await membersFor(scene, { region, year: yearOf(now), day: dayOf(now), units });
    const isThere = members.some((one) => activityGroup === null || one.activityGroup === activityGroup);
    if (!isThere) throw activityErrors.unknownGroup(activityGroup ?? group);
    const known = (await findFoundings(tx, district)).find(
      (one) => one.region === region && one.group === group && one.activityGroup === activityGroup,
    );
    await setFounding(tx, district, { region, group, activityGroup, day });
    const subject = `${region}:${group}`;
    return {
      result: { day },
      record: [],
      trail: [{ region, subject, before: { activityGroup, day: known?.day ?? null }, after: { activityGroup, day } }],
    };
  },
});
