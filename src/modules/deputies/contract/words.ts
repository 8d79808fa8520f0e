import { z } from 'zod';
import type { Bilingual } from '#kernel/contract.ts';

export const CommitmentId = z.uuid().brand('CommitmentId');
export type CommitmentId = z.infer<typeof CommitmentId>;

export const PersonId = z.uuid().brand('PersonId');
export type PersonId = z.infer<typeof PersonId>;

export const Level = z.enum(['national', 'provincial', 'prefectural', 'county', 'township']);
export type Level = z.infer<typeof Level>;

export const CommitmentState = z.enum([
  'draft',
  'submitted',
  'returned',
  'published',
  'claimed',
  'fulfilled',
  'withdrawn',
]);
export type CommitmentState = z.infer<typeof CommitmentState>;

/** How names are put in order: by their sounds, or by the strokes of their characters, as official lists are. */
export const NameOrder = z.enum(['pinyin', 'strokes']);
export type NameOrder = z.infer<typeof NameOrder>;

/** Common: what many deputies promise together; personal: what one promises for oneself. */
export const CommitmentKind = z.enum(['common', 'personal', 'unspecified']);
export type CommitmentKind = z.infer<typeof CommitmentKind>;

/** By what a figure can be told apart. */
export const Dimension = z.enum(['level', 'town', 'group', 'field', 'kind']);
export type Dimension = z.infer<typeof Dimension>;

/** The list behind a number: those who, or which, are counted by it. */
export const Standing = z.enum(['promised', 'in-post', 'in-scope', 'missing']);
export type Standing = z.infer<typeof Standing>;

export const Counted = z.enum(['published', 'reported', 'verified']);
export type Counted = z.infer<typeof Counted>;

export const Year = z.coerce.number().int().min(1954).max(2999);

/** In a municipality under the centre the provincial level is called 市, elsewhere 省. */
export const LEVEL_LABELS: Readonly<Record<Level, Bilingual>> = {
  national: { zh: '全国代表', en: 'National' },
  provincial: { zh: '市代表', en: 'Municipal' },
  prefectural: { zh: '地市代表', en: 'Prefectural' },
  county: { zh: '区代表', en: 'District' },
  township: { zh: '镇代表', en: 'Township' },
};

/** On a tag beside a name. */
export const LEVEL_TAGS: Readonly<Record<Level, Bilingual>> = {
  national: { zh: '国', en: 'National' },
  provincial: { zh: '市', en: 'Municipal' },
  prefectural: { zh: '地', en: 'Prefectural' },
  county: { zh: '区', en: 'District' },
  township: { zh: '镇', en: 'Township' },
};

export const KIND_LABELS: Readonly<Record<CommitmentKind, Bilingual>> = {
  common: { zh: '共性承诺', en: 'Common' },
  personal: { zh: '个性承诺', en: 'Personal' },
  unspecified: { zh: '未注明类别', en: 'Not stated' },
};

export const STATE_LABELS: Readonly<Record<CommitmentState, Bilingual>> = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '待审核', en: 'Submitted' },
  returned: { zh: '已退回', en: 'Returned' },
  published: { zh: '推进中', en: 'In progress' },
  claimed: { zh: '待核实', en: 'Awaiting verification' },
  fulfilled: { zh: '已核实', en: 'Verified' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};

/** A commitment without a field of its own. */
export const NO_FIELD = '其他';

/** English names of the fields that towns use; any other field is shown as the town wrote it. */
export const FIELD_NAMES: Readonly<Record<string, string>> = {
  人居环境: 'Living environment',
  产业带动: 'Industry and incomes',
  助困就业: 'Hardship and jobs',
  疫情防控: 'Epidemic control',
  教育助学: 'Education',
  医疗健康: 'Health',
  道路交通: 'Roads and transport',
  农田水利: 'Fields and water',
  养老助残: 'Elderly and disabled',
  文化体育: 'Culture and sport',
  平安法治: 'Safety and law',
  生态环保: 'Ecology',
  民生服务: 'Public services',
  基层治理: 'Local governance',
  其他: 'Other',
};
