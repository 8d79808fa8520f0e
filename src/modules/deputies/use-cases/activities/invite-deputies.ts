import { dayOf } from '#kernel/contract.ts';
import { defineQuery, defineUseCase } from '#kernel/index.server.ts';
import { FindGuests, InviteDeputies, WithdrawInvitation } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { ORGANISERS } from '../../domain/activities/activity-life.ts';
import { findListed, invite, withdrawInvitation as withdraw } from '../../store/activities/attendance.ts';
import { findByName, findHeldPosts } from '../../store/activities/groups.ts';
import { getActivity, getOrganised, isOrganiser, tellInvited } from './shared.ts';

/** Adds deputies to the list of an activity, guests of other groups too; also while it is held, for those at the door. */
export const inviteDeputies = defineUseCase({
  name: 'deputies.invite-deputies',
  input: InviteDeputies,
  by: ORGANISERS,
  isQuiet: true,
  async run(scene, { activityId, membershipIds }) {
    const { tx, actor, recordedAt } = scene;
    const activity = await getOrganised(scene, activityId);
    if (activity.state === 'cancelled') throw activityErrors.notNow(activity.state);
    const { year, day, region } = activity;
    const invitees = await findHeldPosts(tx, { region: actor.region, year, day, ids: membershipIds });
    if (invitees.length !== new Set(membershipIds).size) throw activityErrors.nobodyToInvite();
    const added = await invite(tx, activity, { invitees, account: actor.id, at: recordedAt });
    if (activity.state === 'planned' && scene.now < activity.startsAt) {
      await tellInvited(scene, activity, { kind: 'deputies.activity-invited', key: '1', only: added });
    }
    const after = { invited: added };
    return {
      result: { added: added.length },
      record: [],
      trail: added.length === 0 ? [] : [{ region, subject: activityId, after }],
    };
  },
});

/** Takes somebody off the list who has not come. */
export const withdrawInvitation = defineUseCase({
  name: 'deputies.withdraw-invitation',
  input: WithdrawInvitation,
  by: ORGANISERS,
  async run(scene, { activityId, membershipId }) {
    const activity = await getOrganised(scene, activityId);
    const listed = await findListed(scene.tx, activity);
    if (!listed.some((one) => one.membershipId === membershipId)) throw activityErrors.unknown();
    if (!(await withdraw(scene.tx, activity, membershipId))) throw activityErrors.attendedAlready();
    const { region } = activity;
    const trail = [{ region, subject: activityId, before: { invited: membershipId }, after: { invited: null } }];
    return { result: { id: activityId }, record: [], trail };
  },
});

/** Deputies in post whom an activity could have as guests: found by name, its sound or its initials. */
export const findGuests = defineQuery({
  name: 'deputies.find-guests',
  input: FindGuests,
  by: ORGANISERS,
  async read(scene, { activityId, q }) {
    const activity = await getActivity(scene, activityId);
    if (q === '' || !(await isOrganiser(scene, activity))) return { guests: [] };
    const { year } = activity;
    const found = await findByName(scene.tx, { region: scene.actor.region, year, day: dayOf(activity.startsAt), q });
    const listed = new Set((await findListed(scene.tx, activity)).map(({ personId }) => personId));
    return { guests: found.filter(({ personId }) => !listed.has(personId)) };
  },
});
