import { z } from 'zod';
import { type Bilingual, Day, RegionCode, typed } from '#kernel/contract.ts';
import { Year } from './words.ts';
import type { Level } from './words.ts';

/** The fields in which the district names role models, as its report does. */
export const RoleModelField = z.enum(['poverty', 'epidemic', 'values', 'environment', 'industry']);
export type RoleModelField = z.infer<typeof RoleModelField>;

export const ROLE_MODEL_FIELD_LABELS: Readonly<Record<RoleModelField, Bilingual>> = {
  poverty: { zh: '脱贫攻坚', en: 'Poverty alleviation' },
  epidemic: { zh: '疫情防控和复工复产', en: 'Epidemic control and return to work' },
  values: { zh: '践行社会主义核心价值观', en: 'Practising the core values' },
  environment: { zh: '改善人居环境', en: 'Improving the living environment' },
  industry: { zh: '产业发展', en: 'Industry and development' },
};

export const RoleModelState = z.enum(['nominated', 'on-notice', 'recognised', 'declined', 'withdrawn']);
export type RoleModelState = z.infer<typeof RoleModelState>;

export const ROLE_MODEL_STATE_LABELS: Readonly<Record<RoleModelState, Bilingual>> = {
  nominated: { zh: '已提名', en: 'Nominated' },
  'on-notice': { zh: '公示中', en: 'Open to objections' },
  recognised: { zh: '已确定', en: 'Recognised' },
  declined: { zh: '未确定', en: 'Not recognised' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
};

/** What is checked before a nomination is published: all of it. */
export const RoleModelCriterion = z.enum(['in-post', 'verified', 'documented', 'consented', 'clean']);
export type RoleModelCriterion = z.infer<typeof RoleModelCriterion>;

export const ROLE_MODEL_CRITERION_LABELS: Readonly<Record<RoleModelCriterion, Bilingual>> = {
  'in-post': { zh: '在任，并公示了承诺', en: 'In post, with published commitments' },
  verified: { zh: '事迹有经他人核实的成果', en: 'The deeds have results that others verified' },
  documented: { zh: '事迹有台账、活动记录或照片可查', en: 'The ledger, activities or photos show them' },
  consented: { zh: '本人同意公示', en: 'The deputy agrees to be published' },
  clean: { zh: '没有尚未答复的投诉和质疑', en: 'No complaint or doubt is left unanswered' },
};

const Id = z.uuid();
const Page = z.coerce.number().int().min(1).max(100_000).default(1);

/** The most that a nomination refers to. */
export const MOST_EVIDENCE = 20;

const Nomination = z.strictObject({
  field: RoleModelField,
  title: typed({ min: 2, max: 80 }),
  deeds: typed({ min: 10, max: 4000, hasLines: true }),
  criteria: z.array(RoleModelCriterion).max(RoleModelCriterion.options.length).default([]),
  commitmentIds: z.array(Id).max(MOST_EVIDENCE).default([]),
  activityIds: z.array(Id).max(MOST_EVIDENCE).default([]),
});
export const NominateRoleModel = Nomination.extend({ membershipId: Id });
export const ChangeRoleModel = Nomination.extend({ roleModelId: Id, revision: z.coerce.number().int().min(1) });

export const ReadRoleModel = z.strictObject({ roleModelId: Id });
export const RecordObjection = z.strictObject({
  roleModelId: Id,
  day: Day,
  /** Who objected, and how to answer them: never published. */
  objector: typed({ min: 0, max: 200 }),
  text: typed({ min: 4, max: 2000, hasLines: true }),
});
export const AnswerObjection = z.strictObject({
  objectionId: Id,
  isUpheld: z.boolean(),
  answer: typed({ min: 4, max: 2000, hasLines: true }),
});
const reason = typed({ min: 2, max: 500, hasLines: true });
export const DeclineRoleModel = z.strictObject({ roleModelId: Id, reason });
export const WithdrawRoleModel = z.strictObject({ roleModelId: Id, reason });

export const RoleModelFilter = z.strictObject({
  field: RoleModelField.optional(),
  state: RoleModelState.optional(),
  year: Year.optional(),
  town: RegionCode.optional(),
  page: Page,
});
export type RoleModelFilter = z.infer<typeof RoleModelFilter>;
export const PublicRoleModelFilter = RoleModelFilter.omit({ state: true, town: true });

/** A role model as lists and pages show it. */
export interface RoleModel {
  readonly id: string;
  readonly district: string;
  readonly region: RegionCode;
  readonly townName: string;
  readonly personId: string;
  readonly membershipId: string;
  readonly name: string;
  readonly level: Level;
  readonly field: RoleModelField;
  readonly year: number;
  readonly title: string;
  readonly deeds: string;
  readonly criteria: readonly RoleModelCriterion[];
  readonly state: RoleModelState;
  readonly noticeFrom: string | null;
  /** The last day on which one may object. */
  readonly noticeUntil: string | null;
  readonly decidedDay: string | null;
  readonly recognisedDay: string | null;
  readonly reason: string | null;
  readonly revision: number;
}

export interface Objection {
  readonly id: string;
  readonly roleModelId: string;
  readonly day: string;
  readonly objector: string;
  readonly text: string;
  readonly isUpheld: boolean | null;
  readonly answer: string | null;
  readonly answeredDay: string | null;
}

export interface RoleModelEvidence {
  readonly kind: 'commitment' | 'activity';
  readonly id: string;
  readonly text: string;
}
