import type { Actor, Stage } from '#kernel/index.server.ts';
import { RoleModelCriterion, type RoleModelState } from '#modules/deputies/contract.ts';
import { type Attempt, type Expected, type Target, manages, oversees, standing, within } from './attempts-oracle.ts';
import { aPromise } from './neighbours.ts';
import { APPRAISED, anAppraisal, roleModelRow } from './duty-reports.ts';

type Input = Readonly<Record<string, unknown>>;

const asking = (input: Input = {}): Attempt => ({ input: () => Promise.resolve(input), expects: () => 'open' });

/** A deputy’s own report, and whatever of the office’s region. */
function reads(actor: Actor, target: Target): Expected {
  if (actor.role !== 'deputy') return within(actor, target);
  return standing(actor, target) === 'acts' ? 'ok' : 'refused';
}

const NOMINATION = {
  ...{ field: 'poverty', title: '带动18户养牛增收', deeds: '两年来，带动18户贫困户养牛增收。' },
  criteria: RoleModelCriterion.options,
};

async function aModel(stage: Stage, { seat }: Target, state: RoleModelState) {
  return roleModelRow(stage, seat, { state, evidence: await aPromise(stage, seat, 'fulfilled') });
}

const onModel = (state: RoleModelState, more: Input = {}, expects = oversees): Attempt => ({
  input: async (stage, target) => ({ roleModelId: (await aModel(stage, target, state)).id, ...more }),
  expects,
});

/** How use cases of reports on duties, role models and the yearly report are tried. */
export const REPORT_ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'deputies.read-duty-report': {
    input: (_, { seat }) => Promise.resolve({ personId: seat.personId, year: 2020 }),
    expects: reads,
  },
  'deputies.save-duty-words': {
    // A year in which nothing was written yet, whoever tried before.
    input: (_, { seat }) => Promise.resolve({ personId: seat.personId, year: 2020, revision: 0, text: '一年来' }),
    expects: (actor, target) => (manages(actor, target) === 'ok' ? 'open' : manages(actor, target)),
  },
  'deputies.record-appraisal': {
    input: (_, { seat }) => Promise.resolve({ membershipId: seat.id, ...APPRAISED }),
    expects: oversees,
  },
  'deputies.withdraw-appraisal': {
    input: async (stage, { seat }) => ({ appraisalId: await anAppraisal(stage, seat) }),
    expects: oversees,
  },
  'deputies.read-report-rule': asking(),
  'deputies.set-report-rule': {
    input: () => Promise.resolve({ hasAppraisal: true, objectionDays: 5 }),
    expects: () => 'ok',
  },
  'deputies.read-yearly-report': asking(),
  'deputies.nominate-role-model': {
    input: async (stage, { seat }) => ({
      ...{ membershipId: seat.id, ...NOMINATION },
      commitmentIds: [await aPromise(stage, seat, 'fulfilled')],
    }),
    expects: oversees,
  },
  'deputies.change-role-model': onModel('nominated', { revision: 1, ...NOMINATION }),
  'deputies.publish-role-model': onModel('nominated'),
  'deputies.recognise-role-model': {
    // The objection waits for its answer, which nobody of the office is spared.
    input: async (stage, target) => ({ roleModelId: (await aModel(stage, target, 'on-notice')).id }),
    expects: (actor, target) => (oversees(actor, target) === 'ok' ? 'open' : oversees(actor, target)),
  },
  'deputies.decline-role-model': onModel('on-notice', { reason: '事迹不足' }),
  'deputies.withdraw-role-model': onModel('recognised', { reason: '事迹有误' }),
  'deputies.record-objection': onModel('on-notice', { day: '2020-10-20', objector: '王某', text: '户数不实' }),
  'deputies.answer-objection': {
    input: async (stage, target) => ({
      ...{
        objectionId: (await aModel(stage, target, 'on-notice')).objectionId,
        isUpheld: false,
        answer: '经查属实无误',
      },
    }),
    expects: oversees,
  },
  'deputies.read-nomination': {
    input: (_, { seat }) => Promise.resolve({ membershipId: seat.id }),
    expects: oversees,
  },
  'deputies.read-office-role-model': onModel('nominated', {}, within),
  'deputies.read-public-role-model': onModel('recognised', {}, within),
  'deputies.find-office-role-models': asking(),
  'deputies.find-public-role-models': asking(),
};
