import { RegionCode, TIME_ZONE, instantText } from '#kernel/contract.ts';
import { type Actor, type Scene, enqueueNotices } from '#kernel/index.server.ts';
import type { ActivityUnit } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { ORGANISERS } from '../../domain/activities/activity-life.ts';
import { type GroupPlace, lowestOf, mayOrganise } from '../../domain/activities/units.ts';
import { type Activity, findActivity } from '../../store/activities/activities.ts';
import { findToTell } from '../../store/activities/attendance.ts';
import { type Member, findMembers } from '../../store/activities/groups.ts';

/** Who looks at the activities and quotas of a region; a leader at those of the own group. */
export const ACTIVITY_READERS = [...ORGANISERS, 'auditor'] as const;

/** The one group that somebody sees, whose role is for one. */
export function unitOf({ role, unit = '' }: Actor): string | undefined {
  return role === 'group-leader' ? unit : undefined;
}

interface Of {
  readonly region: RegionCode;
  readonly year: number;
  readonly day: string;
  readonly units: readonly ActivityUnit[];
}

function placesOf(region: RegionCode, groups: readonly string[], members: readonly Member[]): GroupPlace[] {
  return groups.map((group) => {
    const own = members.filter((member) => member.group === group);
    const isDelegated = own.every((member) => member.isDelegated);
    return { region, group, level: lowestOf(own.map(({ level }) => level)), isDelegated };
  });
}

/**
 * The members of the groups that hold an activity, for whoever arranges the activities of all of them.
 * @throws Problem `forbidden` for anybody else
 */
export async function membersFor({ tx, actor }: Scene, { region, year, day, units }: Of): Promise<Member[]> {
  const groups = [...new Set(units.map(({ group }) => group))];
  const members = await findMembers(tx, { region, year, day, groups });
  if (!placesOf(region, groups, members).every((place) => mayOrganise(actor, place))) throw activityErrors.notYours();
  return members;
}

/** An activity that the actor may look at. @throws Problem `not-found` */
export async function getActivity(
  { tx, actor }: Pick<Scene, 'tx' | 'actor'>,
  id: string,
  isLocked = false,
): Promise<Activity> {
  const activity = await findActivity(tx, { region: actor.region, id, isLocked });
  const unit = unitOf(actor);
  const isTheirs = unit === undefined || activity?.units.some(({ group }) => group === unit) === true;
  if (activity === undefined || !isTheirs) throw activityErrors.unknown();
  return { ...activity, region: RegionCode.parse(activity.region) };
}

/** An activity that is the actor's to arrange, locked. @throws Problem `not-found` or `forbidden` */
export async function getOrganised(scene: Scene, id: string): Promise<Activity> {
  const activity = await getActivity(scene, id, true);
  await membersFor(scene, activity);
  return activity;
}

/** Whether the activity is the actor's to arrange. */
export async function isOrganiser(scene: Scene, activity: Activity): Promise<boolean> {
  const isOne = ORGANISERS.some((role) => role === scene.actor.role);
  return (
    isOne &&
    (await membersFor(scene, activity).then(
      () => true,
      () => false,
    ))
  );
}

/** A day and a time of it in Shanghai, as an instant. */
export function instantOn(day: string, time: string): string {
  return instantText(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(TIME_ZONE).toInstant());
}

interface When {
  readonly day: string;
  readonly startTime: string;
  readonly endTime: string;
}

/** @throws Problem `invalid` where the end is not after the beginning */
export function spanOf({ day, startTime, endTime }: When) {
  if (endTime <= startTime) throw activityErrors.endsBeforeItBegins();
  const year = Temporal.PlainDate.from(day).year;
  return { year, startsAt: instantOn(day, startTime), endsAt: instantOn(day, endTime) };
}

/** Tells those invited, or some of them, of what has become of an activity, each once. */
export async function tellInvited(
  scene: Scene,
  activity: Pick<Activity, 'id' | 'region' | 'district'>,
  { kind, key, only }: { readonly kind: string; readonly key: string; readonly only?: readonly string[] },
): Promise<void> {
  const { id, region, district } = activity;
  const reached = await findToTell(scene.tx, { district, id });
  const told = only === undefined ? reached : reached.filter((personId) => only.includes(personId));
  await enqueueNotices(
    scene,
    told.map((personId) => ({
      ...{ district, region, recipient: { personId }, kind, subject: id },
      uniqueKey: `${kind}:${id}:${key}:${personId}`,
    })),
  );
}
