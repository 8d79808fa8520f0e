import { RegionCode } from '#kernel/contract.ts';
import {
  type Commitment,
  CommitmentId,
  type CommitmentItem,
  type CommitmentList,
  type Deputy,
  type DeputyList,
  type Figures,
  PersonId,
  type Post,
} from './contract.ts';
import type { z } from 'zod';

/** Invented people, for the API's documentation; their types keep them in step with what is answered. */
const townCode = RegionCode.parse('500199101000');
const personId = PersonId.parse('01926f0e-5b7a-7c3d-9e10-2f4a6b8c0d1e');
const town = { zh: '石桥镇', en: 'Shiqiao Town' };
const asOf = '2020-10-28T01:00:00.000000Z';

const post: Post = {
  membershipId: '01926f0e-5b7b-7a11-8c22-1a2b3c4d5e6f',
  level: 'township',
  town,
  townCode,
  congress: '第十九届',
  electoralDistrict: '第3选区',
  group: '第一代表小组',
  activityGroup: null,
  station: '石坝村代表联络站',
  workplace: null,
  post: null,
  from: '2016-12-01',
  until: null,
};

const item: z.output<typeof CommitmentItem> = {
  id: CommitmentId.parse('01926f0e-5b7c-7b22-9d33-2b3c4d5e6f70'),
  personId,
  name: '林书远',
  level: 'township',
  town,
  townCode,
  year: 2020,
  kind: 'personal',
  field: '道路交通',
  text: '在石坝村三社安装太阳能路灯20盏',
  target: '20盏',
  result: '安装20盏',
  dueDay: '2020-09-30',
  dueNote: null,
  state: 'fulfilled',
  isOverdue: false,
};

const deputyList: DeputyList = {
  ...{ year: 2020, asOf, total: 1, page: 1, pages: 1 },
  deputies: [
    {
      id: personId,
      name: '林书远',
      photo: null,
      posts: [post],
      commitments: 1,
      reported: 1,
      verified: 1,
      example: item.text,
    },
  ],
  facets: {
    levels: [{ key: 'township', label: { zh: '镇代表', en: 'Township' }, count: 1 }],
    towns: [{ key: townCode, label: town, count: 1 }],
    fields: [{ key: '道路交通', label: { zh: '道路交通', en: 'Roads and transport' }, count: 1 }],
  },
};

const deputy: Deputy = {
  id: personId,
  name: '林书远',
  photo: { id: personId, version: 2 },
  phone: '138****1234',
  isPhoneMasked: true,
  isPhoneOnRequest: false,
  asOf,
  years: [{ year: 2020, posts: [post], commitments: [item], reported: 1, verified: 1 }],
};

const commitmentList: CommitmentList = { year: 2020, asOf, total: 1, page: 1, pages: 1, commitments: [item] };

const plainStep = {
  by: null,
  how: null,
  isReviewed: false,
  isOnBehalf: false,
  ...{ quantity: null, milestone: null, evidence: [] },
};

const commitment: Commitment = {
  ...item,
  ...{ measure: '太阳能路灯', quantity: '20', unit: '盏', version: 1, asOf, post },
  ...{ worry: 'practical', themes: [], targetQuantity: '20', targetUnit: '盏', openRound: null },
  ...{ carriedFrom: null, isCarriedOver: false, carriedTo: null },
  milestones: [{ title: '选址完成', plannedDay: '2020-06-30', reachedDay: '2020-06-20', isLate: false, givenUp: null }],
  timeline: [
    { at: '2019-12-31T16:00:00.000000Z', event: 'published', isAssumed: true, ...plainStep },
    { at: '2020-09-27T16:00:00.000000Z', event: 'claimed', isAssumed: false, ...plainStep },
    {
      at: '2020-10-09T16:00:00.000000Z',
      event: 'fulfilled',
      isAssumed: false,
      ...plainStep,
      by: '石桥镇人大办',
      how: '实地查看',
    },
  ],
  confirmations: { done: 12, partly: 1, notDone: 0 },
  residents: {
    openUntil: null,
    disputes: [{ state: 'dismissed', answer: '已到现场复查，二十盏都亮。', decidedAt: '2020-10-20T02:00:00Z' }],
  },
  earlier: [],
};

const counts = {
  ...{
    persons: 1162,
    inPost: 1190,
    inScope: 1190,
    memberships: 1175,
    commitments: 8682,
    reported: 7901,
    verified: 7779,
  },
  ...{ reportedRate: '91.0', verifiedRate: '89.6' },
};

const figures: Figures = {
  ...{ region: RegionCode.parse('500199000000'), year: 2020, asOf, by: 'level', ...counts },
  rows: [{ key: 'township', label: { zh: '镇代表', en: 'Township' }, ...counts }],
  outcomes: [
    { unit: '盏', quantity: '20', commitments: 1, of: [{ measure: '太阳能路灯', quantity: '20', commitments: 1 }] },
  ],
};

export const examples = { deputyList, deputy, commitmentList, commitment, figures } as const;
