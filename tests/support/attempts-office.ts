import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { districtCode, isWithin } from '#kernel/contract.ts';
import type { Actor, Stage } from '#kernel/index.server.ts';
import type { BulkResult, CommitmentState } from '#modules/deputies/contract.ts';
import { type Attempt, type Expected, type Target, manages, oversees, shows, within } from './attempts-oracle.ts';
import { type GivenPost, NOW, aPost } from './deputies.ts';
import { aBatch, aPromise } from './neighbours.ts';

type Input = Readonly<Record<string, unknown>>;

/** Beyond the fence nothing is there; within it the rules of the moment decide, which have tests of their own. */
function fenced(actor: Actor, { place }: Target): Expected {
  return isWithin(place.region, actor.region) ? 'open' : 'refused';
}

const open = (): Expected => 'open';

function onRow(make: (stage: Stage, target: Target) => Promise<Input>, expects = fenced): Attempt {
  return { input: make, expects };
}

const asking = (input: Input = {}): Attempt => onRow(() => Promise.resolve(input), open);
const onPerson = (more: Input = {}, expects = fenced): Attempt =>
  onRow((_, { seat }) => Promise.resolve({ personId: seat.personId, ...more }), expects);

/**
 * A post of somebody else in the target's town and of the target's level: the deputies of the towns are needed by the
 * tests after it.
 */
async function another(stage: Stage, { place, seat }: Target, given: Partial<GivenPost> = {}) {
  const { region } = place;
  return aPost(stage, { region, level: seat.level, name: `某${randomUUID().slice(0, 4)}`, ...given });
}

/** A post that was over before the others begin, so that one person can have held both. */
const earlier = (stage: Stage, target: Target, given: Partial<GivenPost> = {}) =>
  another(stage, target, { from: '2016-01-01', until: '2016-12-31', ...given });

/** One person's post that stands there twice. */
async function twoPosts(stage: Stage, target: Target): Promise<Input> {
  const { id, personId, name } = await another(stage, target);
  return { keptId: id, goneId: (await another(stage, target, { personId, name })).id };
}

async function ended(stage: Stage, target: Target): Promise<Input> {
  const { id } = await another(stage, target);
  await sql`update deputies.membership
    set ended_day = '2020-10-01', end_reason = 'resignation', until_day = '2020-10-01' where id = ${id}`.execute(
    stage.database,
  );
  return { membershipId: id };
}

async function suspended(stage: Stage, target: Target): Promise<Input> {
  const { id } = await another(stage, target);
  await sql`update deputies.membership set suspended_from = '2020-10-01' where id = ${id}`.execute(stage.database);
  return { membershipId: id, day: '2020-10-25' };
}

async function aReprint(stage: Stage, { place, seat }: Target): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into deputies.reprint_task (district_code, id, region, person_id, membership_id, surface, reason, since,
      recorded_at)
    values (${districtCode(place.region)}, ${id}, ${place.region}, ${seat.personId}, ${seat.id}, 'wall', 'post-begun',
      '2020-10-01', ${NOW})`.execute(stage.database);
  return id;
}

/** Bulk work says of each row what became of it: that nothing beyond the fence changes is what is looked at. */
const onItems = (state: CommitmentState, row: Input, more: Input = {}): Attempt => ({
  ...onRow(
    async (stage, { seat }) => ({
      items: [{ commitmentId: await aPromise(stage, seat, state), revision: 1, ...row }],
      ...more,
    }),
    (actor, target) => (manages(actor, target) === 'ok' ? 'ok' : 'refused'),
  ),
  outcome: (answer) => ((answer as BulkResult).rows[0]?.code === null ? 'ok' : 'not-found'),
});

const POSTS: Readonly<Record<string, Attempt>> = {
  'deputies.begin-post': onRow(
    (_, { place, seat }) =>
      Promise.resolve({
        ...{ name: `新人${randomUUID().slice(0, 4)}`, town: place.region, level: seat.level, fromDay: '2020-10-01' },
      }),
    manages,
  ),
  'deputies.end-post': onRow(async (stage, target) => {
    return { membershipId: (await another(stage, target)).id, reason: 'resignation', day: '2020-10-20' };
  }, manages),
  'deputies.take-back-ending': onRow(ended, manages),
  'deputies.suspend-post': onRow(async (stage, target) => {
    return { membershipId: (await another(stage, target)).id, fromDay: '2020-10-20' };
  }, manages),
  'deputies.resume-post': onRow(suspended, manages),
  'deputies.set-leading': onRow(
    (_, { seat }) => Promise.resolve({ membershipId: seat.id, isLeading: false }),
    oversees,
  ),
  'deputies.preview-congress': asking({ level: 'township', congress: '第十九届', firstDay: '2021-01-01', year: 2021 }),
  'deputies.change-congress': asking({
    ...{ level: 'township', congress: '第十九届', firstDay: '2021-01-01', year: 2021 },
    expected: { stays: -1, leaves: -1, arrives: -1, open: -1 },
  }),
  'deputies.list-congress-changes': asking(),
  'deputies.take-back-congress': onRow(() => Promise.resolve({ changeId: randomUUID() }), open),
};

const PEOPLE: Readonly<Record<string, Attempt>> = {
  'deputies.list-people': asking(),
  'deputies.export-people': asking(),
  'deputies.read-person': onPerson({}, shows),
  'deputies.list-reprints': onRow((_, { place }) => Promise.resolve({ town: place.region }), within),
  'deputies.finish-reprint': onRow(async (stage, target) => ({ taskIds: [await aReprint(stage, target)] }), manages),
  'deputies.find-colleagues': onRow((_, { place }) => Promise.resolve({ town: place.region }), open),
  'deputies.reveal-phone': onPerson({ address: '192.0.2.1' }),
  'deputies.set-consent': onPerson({ field: 'photo', surface: 'wall', isGiven: true }, manages),
  'deputies.put-portrait': onPerson({
    photo: {
      ...{ id: randomUUID(), field: 'photo', name: '本人.jpg', kind: 'picture', format: 'jpeg' },
      ...{ bytes: 1000, sha256: 'a'.repeat(64), width: 300, height: 400 },
    },
  }),
  'deputies.drop-portrait': onPerson(),
  'deputies.correct-reading': onPerson({ words: ['a', 'b', 'c'] }, manages),
  'deputies.export-person': onPerson({}, oversees),
  'deputies.erase-person': onRow(async (stage, target) => {
    const { personId, name } = await another(stage, target);
    return { personId, name };
  }, manages),
  'deputies.preview-merge': onRow(async (stage, target) => {
    return { keptId: target.seat.personId, goneId: (await another(stage, target)).personId };
  }, manages),
  'deputies.merge-people': onRow(async (stage, target) => {
    return { keptId: (await another(stage, target)).personId, goneId: (await earlier(stage, target)).personId };
  }, manages),
  'deputies.preview-post-merge': onRow(twoPosts, manages),
  'deputies.merge-posts': onRow(twoPosts, manages),
  'deputies.preview-move': onRow(async (stage, target) => {
    const { personId, name } = await another(stage, target);
    return { personId, membershipIds: [(await earlier(stage, target, { personId, name })).id] };
  }, manages),
  'deputies.split-person': onRow(async (stage, target) => {
    const { personId, name } = await another(stage, target);
    return { personId, membershipIds: [(await earlier(stage, target, { personId, name })).id] };
  }, manages),
  'deputies.move-posts': onRow(async (stage, target) => {
    return {
      membershipIds: [(await earlier(stage, target)).id],
      toPersonId: (await another(stage, target)).personId,
    };
  }, manages),
  'deputies.undo-move': onRow(() => Promise.resolve({ moveId: randomUUID() }), open),
};

const DESK: Readonly<Record<string, Attempt>> = {
  'deputies.read-to-do': asking(),
  'deputies.count-to-do': asking(),
  'deputies.set-delegation': onRow(
    (_, { place }) => Promise.resolve({ region: place.region, level: 'county', isOn: true }),
    within,
  ),
  'deputies.list-delegations': asking(),
  'deputies.set-office-rule': asking({ stalledDays: 60, dueSoonDays: 14 }),
  'deputies.find-office-commitments': asking(),
  'deputies.export-office-table': asking(),
  'deputies.find-office-items': onRow(
    async (stage, { seat }) => ({ ids: [await aPromise(stage, seat, 'published')] }),
    open,
  ),
  'deputies.find-seats': asking({ q: '王' }),
  'deputies.read-office-commitment': onRow(
    async (stage, { seat }) => ({ commitmentId: await aPromise(stage, seat, 'published') }),
    shows,
  ),
  'deputies.bulk-remind': onItems('published', {}),
  'deputies.bulk-review': onItems(
    'submitted',
    {},
    {
      ...{ isSpecific: true, isVerifiable: true, isOwn: true, decision: 'publish' },
    },
  ),
  'deputies.bulk-verify': onItems('claimed', { method: 'on-site', how: '现场看过，路灯已亮' }),
  'deputies.read-bulk': onRow(() => Promise.resolve({ bulkId: randomUUID() }), open),
  'deputies.undo-bulk-publication': onRow(() => Promise.resolve({ bulkId: randomUUID() }), open),
  'deputies.preview-undo': onRow(async (stage, { place }) => ({ batchId: (await aBatch(stage, place)).batchId })),
  'deputies.undo-batch': onRow(async (stage, { place }) => ({ batchId: (await aBatch(stage, place)).batchId })),
  'kernel.read-trail': asking(),
  'kernel.export-trail': asking(),
};

/** How use cases of posts, of persons and of the office's desk are tried. */
export const OFFICE_ATTEMPTS: Readonly<Record<string, Attempt>> = { ...POSTS, ...PEOPLE, ...DESK };
