import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { TIME_ZONE } from '#kernel/contract.ts';
import { defineQuery, defineUseCase } from '#kernel/index.server.ts';
import { ReadActivity, SignIn } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { ORGANISERS } from '../../domain/activities/activity-life.ts';
import { STEP_SECONDS, codeOf, decideSignIn, opensAt, stepAt, stepsTakenAt } from '../../domain/activities/sign-in.ts';
import { countAttendance, findListed, setAttendance } from '../../store/activities/attendance.ts';
import { ownOf } from '../me/mine.ts';
import { getActivity, isOrganiser } from './shared.ts';

/** The installation's secret, from which codes are made: whoever has none can make none. */
const Key = z.string().min(16);

function codeFor(key: string, activityId: string, step: number): string {
  return codeOf(createHmac('sha256', key).update(`sign-in at activity ${activityId} in step ${step}`).digest());
}

/** A time of day, as a reader in Shanghai says it. */
function timeOf(instant: Temporal.Instant): string {
  const { year, month, day, hour, minute } = instant.toZonedDateTimeISO(TIME_ZONE);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** What the screen at the place of an activity shows: the code of the moment, and how many have signed in. */
export const readSignInScreen = defineQuery({
  name: 'deputies.read-sign-in-screen',
  input: ReadActivity.extend({ key: Key }),
  by: ORGANISERS,
  async read(scene, { activityId, key }) {
    const { tx, now } = scene;
    const activity = await getActivity(scene, activityId);
    // Whoever sees the code could sign in from home.
    if (!(await isOrganiser(scene, activity))) throw activityErrors.notYours();
    const counts = (await countAttendance(tx, activity.district, [activityId])).get(activityId);
    const step = stepAt(now);
    const { title, place, state, startsAt, endsAt } = activity;
    return {
      ...{ title, place, state, startsAt, endsAt, opens: timeOf(opensAt(startsAt)) },
      ...{ invited: counts?.invited ?? 0, attended: counts?.attended ?? 0 },
      code: codeFor(key, activityId, step),
      secondsLeft: STEP_SECONDS - (Math.floor(Temporal.Instant.from(now).epochMilliseconds / 1000) % STEP_SECONDS),
    };
  },
});

/**
 * A deputy signs in with the code on the screen. Only the server's clock is asked, so that a wrong one of a phone does no
 * harm, and a second time changes nothing.
 */
export const signInAtActivity = defineUseCase({
  name: 'deputies.sign-in-at-activity',
  input: SignIn.extend({ key: Key }),
  by: ['deputy'],
  // Until it is recorded as held nothing of an activity is public.
  isQuiet: true,
  async run(scene, { activityId, code, key }) {
    const { tx, actor, now } = scene;
    const { personId } = ownOf(actor);
    const activity = await getActivity(scene, activityId);
    const mine = await findListed(tx, activity, personId);
    const said = decideSignIn({
      ...{ activity, code, now, opens: timeOf(opensAt(activity.startsAt)) },
      isInvited: mine.length > 0,
      isSignedIn: mine.some(({ attendance }) => attendance === 'attended'),
      codes: stepsTakenAt(now).map((step) => codeFor(key, activityId, step)),
    });
    const result = { said, title: activity.title };
    const [first] = mine;
    if (said === 'already' || first === undefined) return { result, record: [], trail: [] };
    const { membershipId } = first;
    const entries = [{ membershipId, attendance: 'attended' as const }];
    await setAttendance(tx, activity, { entries, how: 'code', account: actor.id, at: now });
    const { region } = activity;
    const after = { post: membershipId, attendance: 'attended', how: 'code' };
    const before = { post: membershipId, attendance: first.attendance };
    return { result, record: [], trail: [{ region, subject: activityId, before, after }] };
  },
});
