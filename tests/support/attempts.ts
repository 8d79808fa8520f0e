import { randomUUID } from 'node:crypto';
import type { Actor, Stage } from '#kernel/index.server.ts';
import type { CommitmentState } from '#modules/deputies/contract.ts';
import { aPost } from './deputies.ts';
import { WORDING } from './life.ts';
import { ACTIVITY_ATTEMPTS } from './attempts-activities.ts';
import { DUTY_ATTEMPTS } from './attempts-duties.ts';
import { OFFICE_ATTEMPTS } from './attempts-office.ts';
import { PRINTING_ATTEMPTS } from './attempts-printing.ts';
import { REPORT_ATTEMPTS } from './attempts-reports.ts';
import { STATION_ATTEMPTS } from './attempts-stations.ts';
import { type Attempt, type Expected, type Target, changes, isInside, shows, within } from './attempts-oracle.ts';
import {
  GROUP,
  STATION,
  aBatch,
  aDispute,
  aMilestone,
  aPromise,
  aRound,
  anAccountWith,
  anAttachment,
  anEntry,
  anInvitation,
} from './neighbours.ts';

type Input = Readonly<Record<string, unknown>>;

/** An attempt on a commitment in a state. */
function onPromise(state: CommitmentState, more: Input = {}, expects = changes): Attempt {
  return {
    input: async (stage, { seat }) => ({ commitmentId: await aPromise(stage, seat, state), revision: 1, ...more }),
    expects,
  };
}

const AGAIN = { ...WORDING, text: '为村道安装太阳能路灯与护栏' };
const REASON = { reason: '另有安排，已公示' };
const HOW = { method: 'on-site', how: '现场看过，路灯已亮' };

async function anEntryOf(stage: Stage, { place, seat }: Target) {
  const commitmentId = await aPromise(stage, seat, 'published');
  return { entryId: await anEntry(stage, place, { commitmentId, personId: seat.personId }), reason: '写错了' };
}

async function aStepOf(stage: Stage, { place, seat }: Target): Promise<Input> {
  const commitmentId = await aPromise(stage, seat, 'published');
  return { milestoneId: await aMilestone(stage, place, commitmentId), reason: '改为一次完成' };
}

const report = async (stage: Stage, { seat }: Target) => ({
  ...{ id: randomUUID(), commitmentId: await aPromise(stage, seat, 'published') },
  ...{ text: '又装五盏', day: '2020-10-01' },
});

const LIFE: Readonly<Record<string, Attempt>> = {
  'deputies.draft-commitment': {
    input: (_, { seat }) =>
      Promise.resolve({ ...WORDING, text: `新装 ${randomUUID()}`, membershipId: seat.id, year: 2020 }),
    expects: changes,
  },
  'deputies.reword-commitment': onPromise('draft', AGAIN),
  'deputies.submit-commitment': onPromise('returned'),
  'deputies.take-back-commitment': onPromise('submitted'),
  'deputies.discard-commitment': onPromise('draft'),
  'deputies.plan-milestone': onPromise('published', { title: '选址完成', plannedDay: '2020-11-30' }),
  'deputies.give-up-milestone': { input: aStepOf, expects: changes },
  'deputies.review-commitment': onPromise('submitted', {
    ...{ isSpecific: true, isVerifiable: true, isOwn: true, decision: 'publish' },
  }),
  'deputies.amend-commitment': onPromise('published', { ...AGAIN, ...REASON }),
  'deputies.claim-commitment': onPromise('published', { result: '全部装好' }),
  'deputies.claim-with-photos': {
    input: async (stage, { seat }) => ({
      ...{ commitmentId: await aPromise(stage, seat, 'published'), revision: 1 },
      ...{ result: '全部装好', entryId: randomUUID() },
    }),
    expects: changes,
  },
  'deputies.verify-commitment': onPromise('claimed', HOW),
  'deputies.reject-claim': onPromise('claimed', HOW),
  'deputies.reopen-commitment': onPromise('fulfilled', REASON),
  'deputies.withdraw-commitment': onPromise('published', REASON),
  'deputies.carry-over-commitment': onPromise('published'),
  'deputies.report-progress': { input: report, expects: changes },
  'deputies.report-with-photos': { input: report, expects: changes },
  'deputies.withdraw-entry': { input: anEntryOf, expects: changes },
  'deputies.name-evidence': {
    input: async (stage, target) => ({ entryIds: [(await anEntryOf(stage, target)).entryId] }),
    expects: () => 'open',
  },
  'deputies.open-confirmation': onPromise('published', { days: 10 }),
  // Who only sees a commitment may still doubt it.
  'deputies.raise-dispute': onPromise('fulfilled', { text: '路灯不亮' }, shows),
  'deputies.decide-dispute': {
    input: async (stage, { place, seat }) => {
      const disputeId = await aDispute(stage, place, await aPromise(stage, seat, 'fulfilled'));
      return { disputeId, revision: 1, decision: 'uphold', answer: '情况属实' };
    },
    expects: changes,
  },
  'deputies.read-life': {
    input: async (stage, { seat }) => ({ commitmentId: await aPromise(stage, seat, 'draft') }),
    // Leaders of a group see what it has promised, and not what its members still write: the database hides it.
    expects: (actor, target) => (actor.role === 'group-leader' ? 'not-found' : shows(actor, target)),
  },
  'deputies.read-my-commitment': {
    input: async (stage, { seat }) => ({ commitmentId: await aPromise(stage, seat, 'draft') }),
    expects: shows,
  },
  'deputies.read-confirmation': {
    input: async (stage, { place, seat }) => ({
      code: await aRound(stage, place, await aPromise(stage, seat, 'published')),
    }),
    expects: within,
  },
};

/** An attempt that aims at a row of a place. */
function onRow(make: (stage: Stage, target: Target, actor: Actor) => Promise<Input>, expects = within): Attempt {
  return { input: make, expects };
}

/** A question that names nobody: its answer tells of nobody beyond the region. */
function asking(input: Input = {}, more: Partial<Attempt> = {}): Attempt {
  return { input: () => Promise.resolve(input), expects: () => 'open', ...more };
}

const account = (more: Input = {}, expects = within) =>
  onRow(async (stage, { place }) => ({ accountId: (await anAccountWith(stage, place)).accountId, ...more }), expects);

const batch = (more: Input = {}) =>
  onRow(async (stage, { place }) => ({ batchId: (await aBatch(stage, place)).batchId, ...more }));

const batchFile = (more: Input = {}) =>
  onRow(async (stage, { place }) => ({ ...(await aBatch(stage, place)), ...more }));

const attachment = (more: Input, expects = screens) =>
  onRow(async (stage, { place, seat }) => ({ id: await anAttachment(stage, place, seat.id), ...more }), expects);

/** A clerk screens what is of their station, and finds nothing else. */
const screens = (actor: Actor, target: Target): Expected =>
  actor.role === 'station-clerk' && actor.unit !== STATION ? 'refused' : within(actor, target);

const SEES_WAITING = ['district-officer', 'town-officer', 'station-clerk', 'auditor', 'operator'];
const FILES = [{ name: 'y.csv', bytes: new Uint8Array([97]) }];

const KERNEL: Readonly<Record<string, Attempt>> = {
  'kernel.create-invitation': onRow((_, { place }) =>
    Promise.resolve({ role: 'deputy', region: place.region, name: '陈敏', personId: place.seats[0]?.personId }),
  ),
  'kernel.withdraw-invitation': onRow(async (stage, { place }, actor) => ({
    invitationId: await anInvitation(stage, place, actor.id),
  })),
  'kernel.grant-role': onRow(async (stage, { place }) => ({
    ...{ accountId: (await anAccountWith(stage, place)).accountId, role: 'group-leader' },
    ...{ region: place.region, unit: GROUP },
  })),
  'kernel.revoke-role': onRow(async (stage, { place }) => ({ grantId: (await anAccountWith(stage, place)).grantId })),
  'kernel.disable-account': account(),
  'kernel.enable-account': account(),
  'kernel.end-sessions': account(),
  'kernel.release-lockout': account(),
  'kernel.reset-at-counter': account(),
  'kernel.read-account': account(),
  'kernel.read-account-security': account(),
  'kernel.list-accounts': asking(),
  'kernel.export-accounts': asking(),
  'kernel.list-invitations': asking(),
  'kernel.list-lockouts': asking(),
  // To somebody of this test's own: the accounts there are linked to the deputies already.
  'kernel.link-account': onRow(async (stage, { place }) => ({
    accountId: (await anAccountWith(stage, place)).accountId,
    personId: (await aPost(stage, { region: place.region, name: `某${randomUUID().slice(0, 4)}` })).personId,
  })),
  'kernel.change-sign-in-name': onRow(async (stage, { place }) => ({
    ...{ accountId: (await anAccountWith(stage, place)).accountId, userName: `n${randomUUID().slice(0, 8)}` },
  })),
  'kernel.read-attachment': attachment({ size: 'large' }, (actor, target) =>
    SEES_WAITING.includes(actor.role) && screens(actor, target) === 'ok' ? 'ok' : 'not-found',
  ),
  'kernel.read-for-screening': attachment({}),
  'kernel.screen-attachment': attachment({ version: 1, showsResidents: false, areas: [] }),
  'kernel.refuse-attachment': attachment({ version: 1, reason: '看不清' }),
  'kernel.list-waiting': asking(),
  'kernel.read-file-use': asking({ sha256: 'b'.repeat(64) }),
  'kernel.list-outbox': asking({ states: ['given-up', 'delivered'] }),
  'kernel.retry-delivery': onRow(async (stage, { place }) => ({ id: (await anAccountWith(stage, place)).deliveryId })),
  'kernel.read-inbox': asking(),
  'kernel.mark-notices-read': onRow(
    async (stage, { place }) => ({ id: (await anAccountWith(stage, place)).deliveryId }),
    () => 'open',
  ),
  'kernel.read-notice-preferences': asking(),
  'kernel.set-notice-preferences': asking({ language: 'en', quiet: null, wishes: [] }),
  'kernel.set-contact-way': asking({ channel: 'email', address: 'somebody@example.org' }),
  'kernel.confirm-contact-way': asking({ channel: 'email', code: '000000' }),
  'kernel.read-region-names': asking(),
};

const BUSINESS: Readonly<Record<string, Attempt>> = {
  'deputies.start-batch': onRow(
    () => Promise.resolve({ token: randomUUID(), files: FILES }),
    () => 'open',
  ),
  'deputies.read-batch': batch(),
  'deputies.decide-batch': batch({ round: 1, decision: 'give-up' }),
  'deputies.correct-batch': batch({ round: 1, files: FILES, leftOut: [] }),
  'deputies.read-faults': batchFile({ offset: 0, limit: 10 }),
  'deputies.read-batch-file': batchFile(),
  'deputies.list-batches': asking({ limit: 100 }),
  'deputies.list-exports': asking(),
  'deputies.export-table': onRow((_, { place }) => Promise.resolve({ kind: 'roster', year: 2020, town: place.region })),
  'deputies.find-commitments': asking({ year: 2020 }),
  'deputies.find-deputies': asking({ year: 2020 }),
  'deputies.read-commitment': {
    input: async (stage, { seat }) => ({ commitmentId: await aPromise(stage, seat, 'published') }),
    expects: within,
  },
  'deputies.read-deputy': onRow((_, { seat }) => Promise.resolve({ personId: seat.personId })),
  'deputies.read-figures': onRow(
    (_, { place }) => Promise.resolve({ region: place.region }),
    (actor, target) => (isInside(actor, target) ? 'open' : 'refused'),
  ),
  'deputies.find-persons-to-link': asking({ name: '王建国' }),
  'deputies.list-units': asking(),
  'deputies.read-overview': asking(),
  'deputies.read-me': asking(),
  'deputies.read-mine': asking(),
  'deputies.read-my-record': asking(),
};

/** How each use case and query that somebody with a role can call is tried. */
export const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  ...LIFE,
  ...KERNEL,
  ...BUSINESS,
  ...OFFICE_ATTEMPTS,
  ...ACTIVITY_ATTEMPTS,
  ...STATION_ATTEMPTS,
  ...PRINTING_ATTEMPTS,
  ...REPORT_ATTEMPTS,
  ...DUTY_ATTEMPTS,
};

/** The product's own work and the machine's operator: no account is ever given these roles. */
export const OF_THE_MACHINE: readonly string[] = [
  ...['address-notice', 'claim-delivery', 'compose-message', 'find-account-named', 'find-due-notice'],
  ...['forget-old-notices', 'import-regions'],
  ...['keep-processed', 'offer-first-admin', 'open-demonstration-account', 'read-files-in-use', 'read-received'],
  ...['note-backup', 'note-restore', 'set-notice-aside', 'settle-delivery', 'tell-notice'],
]
  .map((name) => `kernel.${name}`)
  .concat(
    [
      ...[
        'check-printouts',
        'end-batch-run',
        'expire-batches',
        'import-workbooks',
        'interrupt-batch',
        'interrupt-leftover-batches',
      ],
      ...['note-batch-progress', 'remind', 'set-programme-scope', 'take-next-batch'],
    ].map((name) => `deputies.${name}`),
  );

/** Whoever holds the code may, wherever they are: tests of their own show that nobody does without. */
export const BY_CODE: readonly string[] = [
  ...['kernel.read-invitation', 'kernel.read-reset', 'kernel.redeem-invitation', 'kernel.redeem-reset'],
  ...['kernel.list-demonstration-accounts', 'deputies.answer-confirmation'],
];
