import { districtCode } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { type ActivityUnit, PlanActivity } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { ORGANISERS } from '../../domain/activities/activity-life.ts';
import { unitsOf } from '../../domain/activities/units.ts';
import { insertActivity } from '../../store/activities/activities.ts';
import { invite } from '../../store/activities/attendance.ts';
import type { Member } from '../../store/activities/groups.ts';
import { membersFor, spanOf, tellInvited } from './shared.ts';

function isIn({ group, activityGroup }: ActivityUnit) {
  return (member: Member) =>
    member.group === group && (activityGroup === null || member.activityGroup === activityGroup);
}

/** @throws Problem `not-found` for a group that no roster of the year names */
function requireUnits(units: readonly ActivityUnit[], members: readonly Member[]): void {
  for (const unit of units) {
    if (!members.some(isIn(unit))) throw activityErrors.unknownGroup(unit.activityGroup ?? unit.group);
  }
}

/**
 * Plans an activity of a deputy group, or of activity groups together, and invites all who are in them on its day.
 * Those who have an account are told.
 */
export const planActivity = defineUseCase({
  name: 'deputies.plan-activity',
  input: PlanActivity,
  by: ORGANISERS,
  isQuiet: true,
  async run(scene, { region, kind, units: asked, title, place, themes, ...when }) {
    const { tx, actor, newId, recordedAt } = scene;
    const units = unitsOf(kind, asked);
    const span = spanOf(when);
    const members = await membersFor(scene, { region, year: span.year, day: when.day, units });
    requireUnits(units, members);
    const district = districtCode(region);
    const id = newId();
    const activity = { district, id, region, kind, title, place, themes, units, ...span };
    const by = { account: actor.id, at: recordedAt };
    await insertActivity(tx, activity, by);
    const invitees = members.filter((member) => member.isHeld && units.some((unit) => isIn(unit)(member)));
    await invite(tx, activity, { invitees, ...by });
    await tellInvited(scene, activity, { kind: 'deputies.activity-invited', key: '1' });
    const after = { kind, title, place, startsAt: span.startsAt, endsAt: span.endsAt, invited: invitees.length };
    return { result: { id }, record: [], trail: [{ region, subject: id, after }] };
  },
});
