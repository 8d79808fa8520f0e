import { z } from 'zod';
import { type Attachment, type Bilingual, Day, RegionCode, typed } from '#kernel/contract.ts';
import { PersonId, Year } from './words.ts';

/** What a deputy does as a deputy besides commitments and the activities of groups. */
export const DutyKind = z.enum(['visit', 'reception', 'duty-days', 'inspection', 'training', 'district-event']);
export type DutyKind = z.infer<typeof DutyKind>;

export const DUTY_KIND_LABELS: Readonly<Record<DutyKind, Bilingual>> = {
  visit: { zh: '走访', en: 'Visit' },
  reception: { zh: '接待', en: 'Reception' },
  'duty-days': { zh: '值守服务', en: 'Duty days' },
  inspection: { zh: '视察调研', en: 'Inspection' },
  training: { zh: '学习培训', en: 'Training' },
  'district-event': { zh: '现场交流推进会', en: 'District event' },
};

/** What people spoke of. Chosen from a list, so that nobody is named. */
export const DutyTopic = z.enum([
  ...(['industry', 'work', 'roads', 'water', 'environment', 'housing', 'schools', 'health', 'care'] as const),
  ...(['relief', 'disputes', 'policy', 'epidemic', 'safety', 'other'] as const),
]);
export type DutyTopic = z.infer<typeof DutyTopic>;

export const DUTY_TOPIC_LABELS: Readonly<Record<DutyTopic, Bilingual>> = {
  industry: { zh: '产业发展', en: 'Local industry' },
  work: { zh: '就业增收', en: 'Work and income' },
  roads: { zh: '道路交通', en: 'Roads' },
  water: { zh: '水利饮水', en: 'Water' },
  environment: { zh: '人居环境', en: 'Living environment' },
  housing: { zh: '住房', en: 'Housing' },
  schools: { zh: '教育', en: 'Schools' },
  health: { zh: '医疗', en: 'Health care' },
  care: { zh: '养老助残', en: 'Elderly and disabled people' },
  relief: { zh: '社会救助', en: 'Relief' },
  disputes: { zh: '矛盾调解', en: 'Disputes among neighbours' },
  policy: { zh: '政策宣传', en: 'Explaining policy' },
  epidemic: { zh: '疫情防控', en: 'Epidemic control' },
  safety: { zh: '安全生产', en: 'Safety' },
  other: { zh: '其他', en: 'Other' },
};

/** What long service was for. */
export const DutyTask = z.enum(['epidemic', 'flood', 'fire', 'poverty', 'civility', 'other']);
export type DutyTask = z.infer<typeof DutyTask>;

export const DUTY_TASK_LABELS: Readonly<Record<DutyTask, Bilingual>> = {
  epidemic: { zh: '疫情防控', en: 'Epidemic control' },
  flood: { zh: '防汛抗旱', en: 'Flood and drought' },
  fire: { zh: '森林防火', en: 'Forest fires' },
  poverty: { zh: '脱贫攻坚', en: 'Poverty alleviation' },
  civility: { zh: '文明劝导', en: 'Public order' },
  other: { zh: '其他', en: 'Other' },
};

/** The most that one form can say. */
export const MOST_TOPICS = 5;
export const MOST_THEMES = 8;
export const MOST_HOUSEHOLDS = 5000;

const MembershipId = z.uuid();
const VillageId = z.uuid();
const Theme = typed({ max: 40 });
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

/** One visit, reception and so on. What does not belong to its kind is left out, as a form without script carries it along. */
export const LogDuty = z.strictObject({
  /** Made where it was written: sent twice, it is one. */
  id: z.uuid(),
  membershipId: MembershipId,
  kind: DutyKind,
  day: Day,
  /** Of duty days the last; without one it was a single day. */
  untilDay: optional(Day),
  villageId: optional(VillageId),
  /** Numbers within the village, as `1-12, 15`. */
  households: typed({ min: 0, max: 200 }).default(''),
  /** Those visited that have no number. */
  unnumbered: z.coerce.number().int().min(0).max(500).default(0),
  /** How many people were received. */
  people: optional(z.coerce.number().int().min(1).max(10_000)),
  place: optional(typed({ max: 80 })),
  topics: z.array(DutyTopic).max(MOST_TOPICS).default([]),
  task: optional(DutyTask),
  themes: z.array(Theme).max(MOST_THEMES).default([]),
  note: optional(typed({ min: 2, max: 300, hasLines: true })),
});
export type LogDuty = z.infer<typeof LogDuty>;

export const WithdrawDuty = z.strictObject({ dutyId: z.uuid() });

const Page = z.coerce.number().int().min(1).max(100_000).default(1);

export const DutyFilter = z.strictObject({
  year: Year.optional(),
  town: RegionCode.optional(),
  kind: DutyKind.optional(),
  topic: DutyTopic.optional(),
  theme: Theme.optional(),
  village: VillageId.optional(),
  person: PersonId.optional(),
  q: typed({ min: 0, max: 60 }).optional(),
  page: Page,
});
export type DutyFilter = z.infer<typeof DutyFilter>;

export const MyDutiesFilter = z.strictObject({ year: Year.optional(), page: Page });

export const VillageFilter = z.strictObject({ year: Year.optional(), town: RegionCode.optional(), page: Page });
export type VillageFilter = z.infer<typeof VillageFilter>;

export const SetVillage = z.strictObject({
  /** Without one it is a new village. */
  villageId: optional(VillageId),
  region: RegionCode,
  name: typed({ min: 2, max: 40 }),
  householdCount: z.coerce.number().int().min(0).max(MOST_HOUSEHOLDS),
  /** Joined to another, or gone: what was visited there stays. */
  isClosed: z.boolean().default(false),
});

export const SetThemes = z.strictObject({ year: Year, themes: z.array(Theme).max(20) });

/** From one household's number to another's, both included. */
export type HouseholdRange = readonly [from: number, to: number];

/** `1-12, 15`: how households are written, and read again. */
export function householdText(ranges: readonly HouseholdRange[]): string {
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

/** A photo or document that was sent with a duty, as the kernel keeps it. */
export type DutyPhoto = Pick<
  Attachment,
  'id' | 'role' | 'kind' | 'name' | 'width' | 'height' | 'version' | 'screening' | 'state' | 'refusal'
>;

/** A picture of a duty that was screened. */
export type DutyPicture = Pick<Attachment, 'id' | 'width' | 'height' | 'version'> & {
  readonly dutyKind: DutyKind;
  readonly day: string;
};

export interface Duty {
  readonly id: string;
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly town: Bilingual;
  readonly kind: DutyKind;
  readonly day: string;
  readonly untilDay: string | null;
  readonly village: string | null;
  readonly households: readonly HouseholdRange[];
  readonly unnumbered: number;
  readonly people: number | null;
  readonly place: string | null;
  readonly topics: readonly DutyTopic[];
  readonly task: DutyTask | null;
  readonly themes: readonly string[];
  readonly note: string | null;
  /** Those that whoever reads it may see, its sender also those that were refused. */
  readonly photos: readonly DutyPhoto[];
  /** Keyed in by the office. */
  readonly isOnBehalf: boolean;
}

/** A deputy's duties of a year in numbers. */
export interface DutyYear {
  readonly year: number;
  readonly kinds: readonly { readonly kind: DutyKind; readonly times: number }[];
  /** Those with a number, each once however often it was visited. */
  readonly households: number;
  readonly unnumbered: number;
  /** Received. */
  readonly people: number;
  /** Days of long service, each once for a task. */
  readonly days: readonly { readonly task: DutyTask; readonly days: number }[];
}

/** A village, and how far its households were visited in a year. */
export interface VillageCoverage {
  readonly id: string;
  readonly region: RegionCode;
  readonly town: Bilingual;
  readonly name: string;
  readonly isClosed: boolean;
  readonly householdCount: number;
  readonly visits: number;
  readonly visited: number;
  /** Those that nobody has been to. */
  readonly missing: readonly HouseholdRange[];
  /** Beside the coverage, never in it. */
  readonly unnumbered: number;
  readonly latest: string | null;
}
