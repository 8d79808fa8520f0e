import { defineUseCase } from '#kernel/index.server.ts';
import { KeyInAttendance } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { ORGANISERS } from '../../domain/activities/activity-life.ts';
import { findListed, setAttendance } from '../../store/activities/attendance.ts';
import { getOrganised } from './shared.ts';

/**
 * Keys in who was there from the list on paper: all of the entries, or none. Who excused themselves beforehand can be
 * noted at once; who came, and who did not, only from the beginning on.
 */
export const keyInAttendance = defineUseCase({
  name: 'deputies.key-in-attendance',
  input: KeyInAttendance,
  by: ORGANISERS,
  async run(scene, { activityId, entries }) {
    const { tx, actor, now } = scene;
    const activity = await getOrganised(scene, activityId);
    if (activity.state === 'cancelled') throw activityErrors.notNow(activity.state);
    const isAhead = now < activity.startsAt;
    const saysWhoCame = entries.some(({ attendance }) => attendance === 'attended' || attendance === 'absent');
    if (isAhead && saysWhoCame) throw activityErrors.notYetBegun();
    const listed = new Map((await findListed(tx, activity)).map((one) => [one.membershipId, one]));
    if (!entries.every(({ membershipId }) => listed.has(membershipId))) throw activityErrors.unknown();
    const changed = await setAttendance(tx, activity, { entries, how: 'list', account: actor.id, at: now });
    const { region } = activity;
    const said = new Map(entries.map(({ membershipId, attendance }) => [membershipId, attendance]));
    return {
      result: { changed: changed.length },
      record: [],
      trail: changed.map((id) => ({
        ...{ region, subject: activityId, before: { post: id, attendance: listed.get(id)?.attendance ?? null } },
        after: { post: id, attendance: said.get(id) ?? null },
      })),
    };
  },
});
