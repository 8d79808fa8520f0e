import { randomUUID } from 'node:crypto';
import { type RegionCode, isWithin } from '#kernel/contract.ts';
import type { Actor, Stage } from '#kernel/index.server.ts';
import type { CommitmentState } from '#modules/deputies/contract.ts';
import type { Attempt, Expected, Target } from './attempts.ts';
import { aPost } from './deputies.ts';
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
const onSeat = (more: Input): Attempt => onRow((_, { seat }) => Promise.resolve({ membershipId: seat.id, ...more }));
const onPerson = (more: Input = {}, expects = fenced): Attempt =>
  onRow((_, { seat }) => Promise.resolve({ personId: seat.personId, ...more }), expects);

/** A post of somebody else in the target's town, for what is done to two. */
async function another(stage: Stage, region: RegionCode) {
  return aPost(stage, { region, name: `某${randomUUID().slice(0, 4)}` });
}

/** Bulk work says of each row what became of it: that nothing beyond the fence changes is what is looked at. */
const onItems = (state: CommitmentState, row: Input, more: Input = {}): Attempt =>
  onRow(
    async (stage, { seat }) => ({
      items: [{ commitmentId: await aPromise(stage, seat, state), revision: 1, ...row }],
      ...more,
    }),
    open,
  );

const POSTS: Readonly<Record<string, Attempt>> = {
  'deputies.begin-post': onRow((_, { place }) =>
    Promise.resolve({
      name: `新人${randomUUID().slice(0, 4)}`,
      town: place.region,
      level: 'township',
      fromDay: '2020-10-01',
    }),
  ),
  // Somebody of this test's own: the deputies of the towns are needed by the tests after it.
  'deputies.end-post': onRow(async (stage, { place }) => ({
    ...{ membershipId: (await another(stage, place.region)).id, reason: 'resignation', day: '2020-10-20' },
  })),
  'deputies.take-back-ending': onSeat({}),
  'deputies.suspend-post': onRow(async (stage, { place }) => ({
    ...{ membershipId: (await another(stage, place.region)).id, fromDay: '2020-10-20' },
  })),
  'deputies.resume-post': onSeat({ day: '2020-10-25' }),
  'deputies.set-leading': onSeat({ isLeading: false }),
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
  'deputies.read-person': onPerson(),
  'deputies.list-reprints': asking({ limit: 50 }),
  'deputies.find-colleagues': onRow((_, { place }) => Promise.resolve({ town: place.region }), open),
  'deputies.reveal-phone': onPerson({ address: '192.0.2.1' }),
  'deputies.set-consent': onPerson({ field: 'photo', surface: 'wall', isGiven: true }),
  'deputies.put-portrait': onPerson({
    photo: {
      ...{ id: randomUUID(), field: 'photo', name: '本人.jpg', kind: 'picture', format: 'jpeg' },
      ...{ bytes: 1000, sha256: 'a'.repeat(64), width: 300, height: 400 },
    },
  }),
  'deputies.drop-portrait': onPerson(),
  'deputies.correct-reading': onPerson({ words: ['wang'] }),
  'deputies.export-person': onPerson(),
  'deputies.erase-person': onRow(async (stage, { place }) => {
    const { personId, name } = await another(stage, place.region);
    return { personId, name };
  }),
  'deputies.preview-merge': onRow(async (stage, { place, seat }) => ({
    ...{ keptId: seat.personId, goneId: (await another(stage, place.region)).personId },
  })),
  'deputies.merge-people': onRow(async (stage, { place }) => ({
    keptId: (await another(stage, place.region)).personId,
    goneId: (await another(stage, place.region)).personId,
  })),
  'deputies.split-person': onRow(async (stage, { place }) => {
    const { id, personId } = await another(stage, place.region);
    return { personId, membershipIds: [id] };
  }),
  'deputies.move-posts': onRow(async (stage, { place, seat }) => ({
    ...{ membershipIds: [(await another(stage, place.region)).id], toPersonId: seat.personId },
  })),
  'deputies.undo-move': onRow(() => Promise.resolve({ moveId: randomUUID() }), open),
};

const DESK: Readonly<Record<string, Attempt>> = {
  'deputies.read-to-do': asking(),
  'deputies.count-to-do': asking(),
  'deputies.set-office-rule': asking({ stalledDays: 60, dueSoonDays: 14 }),
  'deputies.find-office-commitments': asking(),
  'deputies.export-office-table': asking(),
  'deputies.find-office-items': onRow(
    async (stage, { seat }) => ({ ids: [await aPromise(stage, seat, 'published')] }),
    open,
  ),
  'deputies.find-seats': asking({ q: '王' }),
  'deputies.read-office-commitment': onRow(async (stage, { seat }) => ({
    commitmentId: await aPromise(stage, seat, 'published'),
  })),
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
