import { sql } from 'kysely';
import { ask } from '#kernel/index.server.ts';
import type { Actor, Stage } from '#kernel/index.server.ts';
import { SHIPPED_QUOTAS } from '#modules/deputies/contract.ts';
import { readSignInScreen } from '#modules/deputies/index.server.ts';
import { KEY, activityRow } from './activities.ts';
import { type Attempt, type Expected, type Target, isInside, within } from './attempts-oracle.ts';
import { operatorOf } from './deputies.ts';
import { GROUP } from './neighbours.ts';

type Input = Readonly<Record<string, unknown>>;

/** Both deputies of a place are in one group, and one of them is the town's: it is the town's and the leader's to arrange. */
function organises(actor: Actor, target: Target): Expected {
  if (!isInside(actor, target)) return 'refused';
  if (actor.role === 'operator' || actor.role === 'town-officer') return 'ok';
  return actor.role === 'group-leader' && actor.unit === GROUP ? 'ok' : 'refused';
}

function reads(actor: Actor, target: Target): Expected {
  if (!isInside(actor, target)) return 'refused';
  return actor.role === 'group-leader' && actor.unit !== GROUP ? 'refused' : 'ok';
}

/** Of what they are invited to themselves. */
function isInvited(actor: Actor, { seat }: Target): Expected {
  return actor.personId === seat.personId ? 'ok' : 'refused';
}

async function anActivityAt(stage: Stage, { place, seat }: Target, state: 'planned' | 'held' = 'planned') {
  return activityRow(stage, { region: place.region, group: GROUP, posts: [seat], state });
}

const on = (more: Input = {}, expects = organises, state: 'planned' | 'held' = 'planned'): Attempt => ({
  input: async (stage, target) => ({ activityId: await anActivityAt(stage, target, state), ...more }),
  expects,
});
const asking = (input: Input = {}): Attempt => ({ input: () => Promise.resolve(input), expects: () => 'open' });

const APPOINTMENT = { title: '视察河道', place: '石桥村', day: '2020-11-05', startTime: '09:00', endTime: '11:00' };

/** How use cases of activities and of their quotas are tried. */
export const ACTIVITY_ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'deputies.plan-activity': {
    input: (_, { place }) =>
      Promise.resolve({
        ...{ ...APPOINTMENT, region: place.region, kind: 'whole-group' },
        units: [{ group: GROUP, activityGroup: null }],
      }),
    expects: organises,
  },
  'deputies.change-activity': on({ ...APPOINTMENT, revision: 1 }),
  'deputies.cancel-activity': on({ reason: '暴雨' }),
  'deputies.record-activity': on({ minutes: '视察三处河道' }),
  'deputies.invite-deputies': {
    input: async (stage, target) => ({
      activityId: await anActivityAt(stage, target),
      membershipIds: [target.place.seats.find(({ id }) => id !== target.seat.id)?.id],
    }),
    expects: organises,
  },
  'deputies.withdraw-invitation': {
    input: async (stage, target) => ({
      ...{ activityId: await anActivityAt(stage, target), membershipId: target.seat.id },
    }),
    expects: organises,
  },
  'deputies.find-guests': on({ q: '石' }, reads),
  'deputies.key-in-attendance': {
    input: async (stage, target) => ({
      activityId: await anActivityAt(stage, target),
      entries: [{ membershipId: target.seat.id, attendance: 'attended' }],
    }),
    expects: organises,
  },
  'deputies.read-sign-in-screen': on({ key: KEY }),
  'deputies.reply-to-invitation': {
    input: async (stage, { place, seat }) => ({
      activityId: await activityRow(stage, { region: place.region, group: GROUP, posts: [seat], day: '2020-11-05' }),
      ...{ reply: 'cannot', reason: '外出培训' },
    }),
    expects: isInvited,
  },
  'deputies.sign-in-at-activity': {
    input: async (stage, target) => {
      const activityId = await anActivityAt(stage, target);
      const input = { activityId, key: KEY };
      const { code } = await ask(stage, operatorOf(target.place.district), { query: readSignInScreen, input });
      return { ...input, code };
    },
    expects: isInvited,
  },
  'deputies.read-office-activity': on({}, reads),
  'deputies.read-public-activity': on({}, within, 'held'),
  'deputies.read-my-activity': on({}, isInvited),
  'deputies.find-office-activities': asking({ year: 2020 }),
  'deputies.find-public-activities': asking({ year: 2020 }),
  'deputies.export-activities': asking({ year: 2020 }),
  'deputies.read-my-activities': asking(),
  'deputies.read-quotas': asking(),
  'deputies.export-quotas': asking(),
  'deputies.read-group-quota': {
    input: (_, { place }) => Promise.resolve({ group: `${place.region}:${GROUP}` }),
    expects: reads,
  },
  'deputies.set-group-founded': {
    input: (_, { place }) => Promise.resolve({ region: place.region, group: GROUP, day: '2020-05-01' }),
    expects: organises,
  },
  'deputies.read-quota-rules': {
    input: (_, { place }) => Promise.resolve({ town: place.region }),
    expects: within,
  },
  'deputies.set-quota-rules': {
    input: async ({ database }, { place }) => {
      const { rows } = await sql<{ revision: number }>`
        select coalesce(max(version), 0) as revision from deputies.quota_rule_set
        where region = ${place.region} and year = 2020`.execute(database);
      return { region: place.region, year: 2020, revision: rows[0]?.revision, rules: SHIPPED_QUOTAS };
    },
    expects: within,
  },
};
