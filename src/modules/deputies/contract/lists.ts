import { z } from 'zod';
import { RegionCode } from '#kernel/contract.ts';
import { DisputeState, Worry } from './life.ts';
import { CommitmentId, CommitmentKind, CommitmentState, Counted, Level, PersonId, Standing, Year } from './words.ts';

const Paged = { page: z.coerce.number().int().min(1).max(100_000).default(1) };

/** Text typed by somebody; PostgreSQL has no place for the character NUL. */
function typed(longest: number) {
  return z
    .string()
    .max(longest)
    .regex(/^[^\0]*$/, { message: 'must not hold the character NUL' });
}

/** Which commitments: all filters of a figure, so that each number leads to exactly what it counts. */
export const CommitmentFilter = z.strictObject({
  year: Year.optional(),
  asOf: typed(50).optional(),
  counted: Counted.default('published'),
  level: Level.optional(),
  town: RegionCode.optional(),
  group: typed(200).optional(),
  field: typed(100).optional(),
  kind: CommitmentKind.optional(),
  unit: typed(50).optional(),
  q: typed(100).trim().optional(),
  ...Paged,
});
export type CommitmentFilter = z.infer<typeof CommitmentFilter>;

/** By level and town; by the strokes of names, as official lists are; or by their sounds. */
export const DeputyOrder = z.enum(['place', 'strokes', 'pinyin']);
export type DeputyOrder = z.infer<typeof DeputyOrder>;

/** Which deputies. A field or a kind asks for those who promised in it. */
export const DeputyFilter = CommitmentFilter.omit({ counted: true, unit: true }).extend({
  standing: Standing.default('promised'),
  order: DeputyOrder.default('place'),
});
export type DeputyFilter = z.infer<typeof DeputyFilter>;

const Label = z.object({ zh: z.string(), en: z.string() });

/** A value to filter by, with how many items it leaves. */
export const Facet = z.object({ key: z.string(), label: Label, count: z.int() });
export type Facet = z.infer<typeof Facet>;

/** A list says how many there are, which part of it this is, and as of when. */
const Listed = {
  year: z.int(),
  asOf: z.string(),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
};

/** A post as the public sees it. Place of work and post are there only with consent. */
export const Post = z.object({
  membershipId: z.uuid(),
  level: Level,
  town: Label,
  townCode: RegionCode,
  congress: z.string().nullable(),
  electoralDistrict: z.string().nullable(),
  group: z.string().nullable(),
  activityGroup: z.string().nullable(),
  station: z.string().nullable(),
  workplace: z.string().nullable(),
  post: z.string().nullable(),
  from: z.string(),
  /** The first day on which the post is no longer held. */
  until: z.string().nullable(),
});
export type Post = z.infer<typeof Post>;

/** A commitment in a list, as it stood at the list's instant. */
export const CommitmentItem = z.object({
  id: CommitmentId,
  personId: PersonId,
  name: z.string(),
  level: Level,
  town: Label,
  townCode: RegionCode,
  year: z.int(),
  kind: CommitmentKind,
  field: z.string(),
  text: z.string(),
  target: z.string().nullable(),
  result: z.string().nullable(),
  dueDay: z.string().nullable(),
  /** What stands in place of a day: 长期. */
  dueNote: z.string().nullable(),
  state: CommitmentState,
  isOverdue: z.boolean(),
});
export type CommitmentItem = z.infer<typeof CommitmentItem>;

/** A photo that was screened, and that its deputy agrees to show on the web: at `/attachments/{id}/{size}?v={version}`. */
export const DeputyPhoto = z.object({ id: z.uuid(), version: z.int() });
export type DeputyPhoto = z.infer<typeof DeputyPhoto>;

/** A deputy on the wall: who, which posts, and what became of the year's commitments. */
export const DeputyCard = z.object({
  id: PersonId,
  name: z.string(),
  photo: DeputyPhoto.nullable(),
  posts: z.array(Post),
  commitments: z.int(),
  reported: z.int(),
  verified: z.int(),
  /** One of the year's commitments, to be read on the card. */
  example: z.string().nullable(),
});
export type DeputyCard = z.infer<typeof DeputyCard>;

export const DeputyList = z.object({
  ...Listed,
  deputies: z.array(DeputyCard),
  facets: z.object({ levels: z.array(Facet), towns: z.array(Facet), fields: z.array(Facet) }),
});
export type DeputyList = z.infer<typeof DeputyList>;

export const CommitmentList = z.object({ ...Listed, commitments: z.array(CommitmentItem) });
export type CommitmentList = z.infer<typeof CommitmentList>;

export const DeputyYear = z.object({
  year: z.int(),
  posts: z.array(Post),
  commitments: z.array(CommitmentItem),
  reported: z.int(),
  verified: z.int(),
});
export type DeputyYear = z.infer<typeof DeputyYear>;

/** A deputy's page: all years, the latest first. */
export const Deputy = z.object({
  id: PersonId,
  name: z.string(),
  photo: DeputyPhoto.nullable(),
  /** With consent in full, without it masked (138****1234); null when none is known. */
  phone: z.string().nullable(),
  isPhoneMasked: z.boolean(),
  /** The number hangs on the public wall: it is shown to whoever asks for it, one at a time. */
  isPhoneOnRequest: z.boolean(),
  asOf: z.string(),
  years: z.array(DeputyYear),
});
export type Deputy = z.infer<typeof Deputy>;

/** A picture or document that was screened before it was shown; its address carries the version. */
export const Evidence = z.object({
  id: z.uuid(),
  version: z.int(),
  kind: z.enum(['picture', 'document']),
  role: z.enum(['before', 'after', 'other']),
  /** In pixels; 0 of a document. */
  width: z.int(),
  height: z.int(),
});
export type Evidence = z.infer<typeof Evidence>;

/** One step in the life of a commitment, as the public reads it. */
export const TimelineEntry = z.object({
  at: z.string(),
  event: z.enum([
    'published',
    'claimed',
    'rejected',
    'fulfilled',
    'withdrawn',
    'reopened',
    'amended',
    'progress',
    'milestone',
  ]),
  /** The instant is not known and was set by the rule of docs/figures.md. */
  isAssumed: z.boolean(),
  /** Who verified, where it is an office; a person's name is not shown. */
  by: z.string().nullable(),
  how: z.string().nullable(),
  /** An office has asked of it: specific, verifiable, the deputy's own to do? */
  isReviewed: z.boolean(),
  /** Keyed in by the office in the deputy's place. */
  isOnBehalf: z.boolean(),
  /** How much was done by that day in all, in the unit of the target. */
  quantity: z.string().nullable(),
  /** The milestone that a report reached. */
  milestone: z.object({ title: z.string(), plannedDay: z.string(), isLate: z.boolean() }).nullable(),
  evidence: z.array(Evidence),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** A step that is planned on the way. */
export const Milestone = z.object({
  title: z.string(),
  plannedDay: z.string(),
  reachedDay: z.string().nullable(),
  /** Reached after its day, or not yet although the day is past. */
  isLate: z.boolean(),
  /** Why it will not be taken. */
  givenUp: z.string().nullable(),
});
export type Milestone = z.infer<typeof Milestone>;

export const WordingPart = z.enum([
  ...(['text', 'target', 'targetQuantity', 'targetUnit', 'dueDay', 'kind', 'field', 'worry', 'themes'] as const),
]);
export type WordingPart = z.infer<typeof WordingPart>;

/** How an earlier wording was replaced: when, why, and what it said. */
export const Amendment = z.object({
  /** Of the wording that was replaced. */
  version: z.int(),
  text: z.string(),
  target: z.string().nullable(),
  until: z.string(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ name: WordingPart, before: z.string().nullable(), after: z.string().nullable() })),
});
export type Amendment = z.infer<typeof Amendment>;

/** A commitment of another year that this one goes on in, or comes from. */
const Linked = z.object({ id: CommitmentId, year: z.int() }).nullable();

/** A commitment's page: what was promised, by whom, and what became of it. */
export const Commitment = CommitmentItem.extend({
  worry: Worry.nullable(),
  themes: z.array(z.string()),
  targetQuantity: z.string().nullable(),
  targetUnit: z.string().nullable(),
  measure: z.string().nullable(),
  quantity: z.string().nullable(),
  unit: z.string().nullable(),
  version: z.int(),
  asOf: z.string(),
  post: Post,
  timeline: z.array(TimelineEntry),
  /** What residents answered when they were asked by the code on the wall; they inform, and never decide. */
  confirmations: z.object({ done: z.int(), partly: z.int(), notDone: z.int() }),
  /** Until when residents can answer, and what the office answered to doubts, the latest first; never who or why. */
  residents: z.object({
    openUntil: z.string().nullable(),
    disputes: z.array(
      z.object({ state: DisputeState, answer: z.string().nullable(), decidedAt: z.string().nullable() }),
    ),
  }),
  /** The round in which residents are being asked, by its code. */
  openRound: z.object({ code: z.string(), closesAt: z.string() }).nullable(),
  milestones: z.array(Milestone),
  carriedFrom: Linked,
  /** Carried over into the year after; the commitment is named once it is public. */
  isCarriedOver: z.boolean(),
  carriedTo: Linked,
  /** Earlier wordings, the oldest first. */
  earlier: z.array(Amendment),
});
export type Commitment = z.infer<typeof Commitment>;
