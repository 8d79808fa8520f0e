import { z } from 'zod';
import {
  type Bilingual,
  CONSENT_FIELDS,
  CONSENT_SOURCES,
  Day,
  RegionCode,
  SURFACES,
  typed as typedText,
} from '#kernel/contract.ts';
import { CommitmentId, Level, NameOrder, PersonId, Year } from './words.ts';

/** How a post ends. The three kinds of termination are told apart, as the law tells them. */
export const EndReason = z.enum(['term', 'resignation', 'recall', 'moved-away', 'loss-of-rights', 'absence', 'death']);
export type EndReason = z.infer<typeof EndReason>;

export const END_LABELS: Readonly<Record<EndReason, Bilingual>> = {
  term: { zh: '任期届满', en: 'End of term' },
  resignation: { zh: '辞职', en: 'Resignation' },
  recall: { zh: '罢免', en: 'Recall' },
  'moved-away': { zh: '资格终止：迁出本行政区域', en: 'Termination: moved away' },
  'loss-of-rights': { zh: '资格终止：丧失行为能力或被剥夺政治权利', en: 'Termination: loss of rights' },
  absence: { zh: '资格终止：未经批准两次不出席会议', en: 'Termination: absence' },
  death: { zh: '去世', en: 'Death' },
};

/** What becomes of an open commitment when the post ends. */
export const OpenAnswer = z.enum(['hand-over', 'withdraw', 'leave']);
export type OpenAnswer = z.infer<typeof OpenAnswer>;

export const OPEN_ANSWER_LABELS: Readonly<Record<OpenAnswer, Bilingual>> = {
  'hand-over': { zh: '移交继任代表', en: 'Hand over to a successor' },
  withdraw: { zh: '撤回，并公开理由', en: 'Withdraw, with a public reason' },
  leave: { zh: '保留，按未完成计', en: 'Leave it unfulfilled' },
};

export const ReprintReason = z.enum([
  'consent-given',
  'consent-withdrawn',
  'post-begun',
  'post-ended',
  'post-suspended',
  'post-resumed',
  'post-moved',
  'person-erased',
]);
export type ReprintReason = z.infer<typeof ReprintReason>;

/** What becomes of an open commitment while the post is suspended; first what is the case when nothing else is said. */
export const PauseAnswer = z.enum(['wait', ...OpenAnswer.options]);
export type PauseAnswer = z.infer<typeof PauseAnswer>;

export const PAUSE_ANSWER_LABELS: Readonly<Record<PauseAnswer, Bilingual>> = {
  ...OPEN_ANSWER_LABELS,
  wait: { zh: '保留，恢复执行职务后继续办理', en: 'It waits until the suspension ends' },
};

const typed = (min: number, max: number) => typedText({ min, max, hasLines: true });
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

const MembershipId = z.uuid();

/** An answer for the commitments of a post; a hand-over names the successor's post, a withdrawal its public reason. */
export const Answer = z.object({
  answer: OpenAnswer,
  successorPostId: optional(MembershipId),
  reason: optional(typed(4, 300)),
});
export type Answer = z.infer<typeof Answer>;
export const AnswerForPause = Answer.extend({ answer: PauseAnswer });
export type AnswerForPause = z.infer<typeof AnswerForPause>;

export const EndPost = z.object({
  membershipId: MembershipId,
  reason: EndReason,
  /** The first day on which the post is no longer held. */
  day: Day,
  note: optional(typed(1, 300)),
  /** For all open commitments that have no answer of their own. */
  answer: Answer.default({ answer: 'leave', successorPostId: null, reason: null }),
  answers: z
    .array(Answer.extend({ commitmentId: CommitmentId }))
    .max(200)
    .default([]),
});
export const TakeBackEnding = z.object({ membershipId: MembershipId });
export const SuspendPost = z.object({
  membershipId: MembershipId,
  fromDay: Day,
  untilDay: optional(Day),
  /** For all open commitments that have no answer of their own. */
  answer: AnswerForPause.default({ answer: 'wait', successorPostId: null, reason: null }),
  answers: z
    .array(AnswerForPause.extend({ commitmentId: CommitmentId }))
    .max(200)
    .default([]),
});
export const ResumePost = z.object({ membershipId: MembershipId, day: Day });
export const SetLeading = z.object({ membershipId: MembershipId, isLeading: z.boolean().nullable() });

/** A by-election: of somebody who is known, or of a new person by name. */
export const BeginPost = z.object({
  personId: optional(PersonId),
  name: optional(typed(2, 60)),
  town: RegionCode,
  level: Level,
  fromDay: Day,
  congress: optional(typed(1, 40)),
  electoralDistrict: optional(typed(1, 100)),
  group: optional(typed(1, 100)),
  station: optional(typed(1, 100)),
});

/** What hangs on paper and is not true any more, a page of it. */
export const ReprintFilter = z.strictObject({
  town: RegionCode.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type ReprintFilter = z.infer<typeof ReprintFilter>;
/** One task, or several at once. */
export const FinishReprint = z.strictObject({ taskIds: z.array(z.uuid()).min(1).max(200) });

export const PeopleFilter = z.strictObject({
  q: typed(0, 100).optional(),
  town: RegionCode.optional(),
  level: Level.optional(),
  standing: z.enum(['all', 'in-post', 'suspended', 'ended']).default('in-post'),
  order: NameOrder.default('pinyin'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type PeopleFilter = z.infer<typeof PeopleFilter>;

export const SetConsent = z.object({
  personId: PersonId,
  field: z.enum(CONSENT_FIELDS),
  surface: z.enum(SURFACES),
  isGiven: z.boolean(),
  /** The day on the paper; without it, today. */
  day: optional(Day),
  source: z.enum(CONSENT_SOURCES).exclude(['roster']).default('paper'),
  note: optional(typed(1, 200)),
});

export const CorrectReading = z.object({
  personId: PersonId,
  /** One sound for each character, as `shan xiong xin`. */
  words: z
    .array(z.string().regex(/^[a-zv]{1,8}$/i, { message: 'must be pinyin without tones' }))
    .min(1)
    .max(30),
});

export const MergePeople = z.object({
  keptId: PersonId,
  goneId: PersonId,
  /** Posts of both that are one: of the years named, the listing of the one that goes is kept. */
  posts: z
    .array(z.object({ keptId: MembershipId, goneId: MembershipId, years: z.array(Year).max(50) }))
    .max(50)
    .default([]),
});
/** Two posts of one person that are one: of the years named, the listing of the one that goes is kept. */
export const MergePosts = z.object({
  keptId: MembershipId,
  goneId: MembershipId,
  years: z.array(Year).max(50).default([]),
});
export const UndoMove = z.object({ moveId: z.uuid() });
export const SplitPerson = z.object({
  personId: PersonId,
  membershipIds: z.array(MembershipId).min(1).max(50),
  name: optional(typed(2, 60)),
});
export const MovePosts = z.object({
  membershipIds: z.array(MembershipId).min(1).max(50),
  toPersonId: PersonId,
});
/** What a split, or with somebody to go to a move, would take along. */
export const PreviewMove = SplitPerson.pick({ personId: true, membershipIds: true }).extend({
  toPersonId: optional(PersonId),
});
export const ErasePerson = z.object({ personId: PersonId, name: z.string().trim() });

export const CongressPlan = z.object({
  level: Level,
  congress: typed(1, 40),
  firstDay: Day,
  /** Of the rosters that list the new congress. */
  year: Year,
});
export type CongressPlan = z.infer<typeof CongressPlan>;
export const ChangeCongress = CongressPlan.extend({
  answer: Answer.default({ answer: 'leave', successorPostId: null, reason: null }),
  /** By the post that ends. */
  answers: z
    .array(Answer.extend({ membershipId: MembershipId }))
    .max(5000)
    .default([]),
  /** What the preview counted: when it has changed since, nothing is done. */
  expected: z.object({ stays: z.int(), leaves: z.int(), arrives: z.int(), open: z.int() }),
});
export const TakeBackCongress = z.object({ changeId: z.uuid() });
