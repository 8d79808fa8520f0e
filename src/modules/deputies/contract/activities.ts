import { z } from 'zod';
import { type Bilingual, Day, RegionCode, typed } from '#kernel/contract.ts';
import { Year } from './words.ts';

/** 集中活动 of a whole deputy group, or 分散活动 of one or several activity groups. */
export const ActivityKind = z.enum(['whole-group', 'activity-group']);
export type ActivityKind = z.infer<typeof ActivityKind>;

export const ACTIVITY_KIND_LABELS: Readonly<Record<ActivityKind, Bilingual>> = {
  'whole-group': { zh: '集中活动', en: 'Whole-group activity' },
  'activity-group': { zh: '分散活动', en: 'Activity-group activity' },
};

export const ActivityState = z.enum(['planned', 'held', 'cancelled']);
export type ActivityState = z.infer<typeof ActivityState>;

export const ACTIVITY_STATE_LABELS: Readonly<Record<ActivityState, Bilingual>> = {
  planned: { zh: '计划中', en: 'Planned' },
  held: { zh: '已举行', en: 'Held' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

/** What became of an invitation. Without one nobody has said yet. */
export const Attendance = z.enum(['attended', 'excused', 'absent']);
export type Attendance = z.infer<typeof Attendance>;

export const ATTENDANCE_LABELS: Readonly<Record<Attendance, Bilingual>> = {
  attended: { zh: '出席', en: 'Attended' },
  excused: { zh: '请假', en: 'Excused' },
  absent: { zh: '缺席', en: 'Absent' },
};

/** What whoever is invited has replied. Without one nobody has said yet. */
export const Reply = z.enum(['comes', 'cannot']);
export type Reply = z.infer<typeof Reply>;

export const REPLY_LABELS: Readonly<Record<Reply, Bilingual>> = {
  comes: { zh: '能参加', en: 'Comes' },
  cannot: { zh: '不能参加', en: 'Cannot come' },
};

/** Whose quota a rule is. */
export const QuotaWho = z.enum(['group', 'activity-group', 'deputy']);
export type QuotaWho = z.infer<typeof QuotaWho>;

export const QUOTA_WHO_LABELS: Readonly<Record<QuotaWho, Bilingual>> = {
  group: { zh: '代表小组', en: 'Deputy group' },
  'activity-group': { zh: '活动小组', en: 'Activity group' },
  deputy: { zh: '代表本人', en: 'Deputy' },
};

export const QuotaKind = z.enum(['whole-group', 'activity-group', 'any']);
export type QuotaKind = z.infer<typeof QuotaKind>;

export const QUOTA_KIND_LABELS: Readonly<Record<QuotaKind, Bilingual>> = {
  ...ACTIVITY_KIND_LABELS,
  any: { zh: '各类活动', en: 'Activities of either kind' },
};

export const QuotaPeriod = z.enum(['year', 'half-year', 'quarter']);
export type QuotaPeriod = z.infer<typeof QuotaPeriod>;

export const QUOTA_PERIOD_LABELS: Readonly<Record<QuotaPeriod, Bilingual>> = {
  year: { zh: '每年', en: 'a year' },
  'half-year': { zh: '每半年', en: 'each half-year' },
  quarter: { zh: '每季度', en: 'each quarter' },
};

/** At least so many activities of a kind in a period. */
export const QuotaRule = z.strictObject({
  who: QuotaWho,
  kind: QuotaKind,
  least: z.coerce.number().int().min(1).max(366),
  period: QuotaPeriod,
});
export type QuotaRule = z.infer<typeof QuotaRule>;

/** A rule in words: 代表小组每年至少 4 次集中活动. */
export function quotaWords({ who, kind, least, period }: QuotaRule): Bilingual {
  const [of, what, time] = [QUOTA_WHO_LABELS[who], QUOTA_KIND_LABELS[kind], QUOTA_PERIOD_LABELS[period]];
  return {
    zh: `${of.zh}${time.zh}至少 ${least} 次${what.zh}`,
    en: `${of.en}: at least ${least} of “${what.en.toLowerCase()}” ${time.en}`,
  };
}

/** Of a subdistrict that the report tells of: four activities of the whole group a year, and three of each activity group. */
export const SHIPPED_QUOTAS: readonly QuotaRule[] = [
  { who: 'group', kind: 'whole-group', least: 4, period: 'year' },
  { who: 'activity-group', kind: 'activity-group', least: 3, period: 'year' },
];

/** The most rules of one set. */
export const MOST_RULES = 12;

export const SetQuotaRules = z.strictObject({
  region: RegionCode,
  year: Year,
  /** The version that was read: when somebody else has saved since, nothing is. */
  revision: z.coerce.number().int().min(0),
  rules: z.array(QuotaRule).min(1).max(MOST_RULES),
});

export const QuotaRulesFilter = z.strictObject({ year: Year.optional(), town: RegionCode.optional() });

export const QuotaFilter = z.strictObject({
  year: Year.optional(),
  town: RegionCode.optional(),
  /** Only groups that are short of their quota, or will be at this pace. */
  is: z.enum(['short', 'late']).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type QuotaFilter = z.infer<typeof QuotaFilter>;

const GroupName = typed({ max: 100 });

export const SetGroupFounded = z.strictObject({
  region: RegionCode,
  group: GroupName,
  activityGroup: GroupName.nullable().default(null),
  /** Without one, it was there before the year. */
  day: Day.nullable().default(null),
});

const ActivityId = z.uuid();
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'must be a time such as 21:00' });

/** Who holds an activity: a deputy group, or one of its activity groups. */
export const ActivityUnit = z.strictObject({ group: GroupName, activityGroup: GroupName.nullable().default(null) });
export type ActivityUnit = z.infer<typeof ActivityUnit>;

const Appointment = z.strictObject({
  title: typed({ min: 2, max: 80 }),
  place: typed({ min: 1, max: 120 }),
  day: Day,
  startTime: Time,
  endTime: Time,
  themes: z
    .array(typed({ max: 40 }))
    .max(8)
    .default([]),
});

export const PlanActivity = Appointment.extend({
  region: RegionCode,
  kind: ActivityKind,
  units: z.array(ActivityUnit).min(1).max(20),
});
export const ChangeActivity = Appointment.extend({ activityId: ActivityId, revision: z.coerce.number().int().min(1) });
export const CancelActivity = z.strictObject({
  activityId: ActivityId,
  reason: typed({ min: 2, max: 200, hasLines: true }),
});
export const RecordActivity = z.strictObject({
  activityId: ActivityId,
  minutes: typed({ min: 4, max: 5000, hasLines: true }),
});
export const InviteDeputies = z.strictObject({
  activityId: ActivityId,
  membershipIds: z.array(z.uuid()).min(1).max(200),
});
export const WithdrawInvitation = z.strictObject({ activityId: ActivityId, membershipId: z.uuid() });
export const KeyInAttendance = z.strictObject({
  activityId: ActivityId,
  entries: z
    .array(z.strictObject({ membershipId: z.uuid(), attendance: Attendance.nullable() }))
    .min(1)
    .max(500),
});

export const ReplyToInvitation = z.strictObject({
  activityId: ActivityId,
  reply: Reply,
  /** Why not; of whoever comes it is left out. */
  reason: typed({ min: 2, max: 100 }).nullable().default(null),
});

/** Characters that are told apart at a glance; letters are read as they are meant. */
export const SIGN_IN_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const SIGN_IN_LENGTH = 8;
export const SignIn = z.strictObject({
  activityId: ActivityId,
  /** As it stood on the screen, by camera or typed. */
  code: typed({ max: 20 }).transform((text) => text.toUpperCase().replaceAll(/[\s-]/g, '')),
});

export const ReadActivity = z.strictObject({ activityId: ActivityId });

export const ActivityFilter = z.strictObject({
  year: Year.optional(),
  town: RegionCode.optional(),
  /** `regionCode:groupName` */
  group: typed({ max: 120 }).optional(),
  kind: ActivityKind.optional(),
  state: ActivityState.optional(),
  theme: typed({ max: 40 }).optional(),
  q: typed({ min: 0, max: 100 }).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type ActivityFilter = z.infer<typeof ActivityFilter>;

/** What everybody may read: what was held. */
export const PublicActivityFilter = ActivityFilter.omit({ state: true });
export type PublicActivityFilter = z.infer<typeof PublicActivityFilter>;

export const MyActivitiesFilter = z.strictObject({ year: Year.optional() });

export const FindGuests = z.strictObject({ activityId: ActivityId, q: typed({ min: 0, max: 60 }).default('') });
