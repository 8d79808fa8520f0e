import { z } from 'zod';
import { Day } from '#kernel/contract.ts';
import type { Bilingual } from '#kernel/contract.ts';
import { CommitmentId, CommitmentKind, Year } from './words.ts';

/** The three kinds of worry that a commitment answers. */
export const Worry = z.enum(['practical', 'pressing', 'vexing']);
export type Worry = z.infer<typeof Worry>;

export const WORRY_LABELS: Readonly<Record<Worry, Bilingual>> = {
  practical: { zh: '操心事', en: 'Everyday concern' },
  pressing: { zh: '揪心事', en: 'Pressing concern' },
  vexing: { zh: '烦心事', en: 'Vexing concern' },
};

/** How a claim was checked. */
export const VerificationMethod = z.enum(['on-site', 'documents', 'interviews', 'telephone']);
export type VerificationMethod = z.infer<typeof VerificationMethod>;

export const METHOD_LABELS: Readonly<Record<VerificationMethod, Bilingual>> = {
  'on-site': { zh: '实地查看', en: 'On-site visit' },
  documents: { zh: '查阅资料', en: 'Documents' },
  interviews: { zh: '走访群众', en: 'Residents asked in person' },
  telephone: { zh: '电话回访', en: 'Telephone' },
};

/** What residents can answer when they are asked whether something was done. */
export const ConfirmationAnswer = z.enum(['done', 'partly', 'not-done']);
export type ConfirmationAnswer = z.infer<typeof ConfirmationAnswer>;

export const ANSWER_LABELS: Readonly<Record<ConfirmationAnswer, Bilingual>> = {
  done: { zh: '已做到', en: 'Done' },
  partly: { zh: '部分做到', en: 'Partly done' },
  'not-done': { zh: '没有做到', en: 'Not done' },
};

export const EntryKind = z.enum(['progress', 'milestone']);
export type EntryKind = z.infer<typeof EntryKind>;

export const DisputeState = z.enum(['open', 'upheld', 'dismissed']);
export type DisputeState = z.infer<typeof DisputeState>;

/** Text typed by somebody, without the spaces around it; PostgreSQL has no place for the character NUL. */
function words(least: number, most: number) {
  return z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^[^\0]*$/, { message: 'must not hold the character NUL' });
}

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

/** Exactly, as decimal text, so that sums come out. */
const Quantity = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, { message: 'must be a number, such as 20 or 3.5' });

/** What is promised: specific, verifiable, and one's own to do. */
export const Wording = z.object({
  kind: CommitmentKind,
  field: words(1, 100),
  worry: optional(Worry),
  themes: z.array(words(1, 50)).max(5).default([]),
  text: words(4, 500),
  target: optional(words(1, 200)),
  targetQuantity: optional(Quantity),
  targetUnit: optional(words(1, 20)),
  dueDay: optional(Day),
});
export type Wording = z.infer<typeof Wording>;

/** Whoever changes a commitment says in which revision it was read: if it has changed since, it is a conflict. */
const Read = { commitmentId: CommitmentId, revision: z.coerce.number().int().min(1) };

/** A draft, of one's own post or on behalf of a deputy. */
export const DraftCommitment = Wording.extend({ membershipId: z.uuid(), year: Year });
export const RewordCommitment = Wording.extend(Read);
export const SubmitCommitment = z.object(Read);
export const ReviewCommitment = z.object({
  ...Read,
  isSpecific: z.boolean(),
  isVerifiable: z.boolean(),
  isOwn: z.boolean(),
  decision: z.enum(['publish', 'return']),
  note: optional(words(2, 500)),
});
export const AmendCommitment = Wording.extend({ ...Read, reason: words(4, 300) });
export const ClaimCommitment = z.object({
  ...Read,
  result: words(2, 500),
  quantity: optional(Quantity),
  unit: optional(words(1, 20)),
});
export const VerifyCommitment = z.object({
  ...Read,
  method: VerificationMethod,
  /** How it was checked, in the verifier's words; shown in public. */
  how: words(4, 500),
  /** The measured result as found, when it differs from what was claimed. */
  quantity: optional(Quantity),
  unit: optional(words(1, 20)),
});
export const RejectClaim = z.object({ ...Read, method: VerificationMethod, how: words(4, 500) });
export const ReopenCommitment = z.object({ ...Read, reason: words(4, 300) });
export const WithdrawCommitment = z.object({ ...Read, reason: words(4, 300) });
export const CarryOverCommitment = z.object({ ...Read, dueDay: optional(Day) });

/** The author writes it anew, or not at all: it has not been seen in public. */
export const TakeBackCommitment = z.object(Read);
export const DiscardCommitment = z.object(Read);

/** A step on the way, and the day for which it is planned. */
export const PlanMilestone = z.object({ ...Read, title: words(2, 100), plannedDay: Day });
export const GiveUpMilestone = z.object({ milestoneId: z.uuid(), reason: words(2, 300) });

/** The id is made where it is written, so that a report sent twice is one report. */
export const ReportProgress = z.object({
  id: z.uuid(),
  commitmentId: CommitmentId,
  text: words(2, 500),
  day: Day,
  /** The milestone that was reached by it, one of the commitment's own. */
  milestoneId: optional(z.uuid()),
  quantity: optional(Quantity),
});
export const WithdrawEntry = z.object({ entryId: z.uuid(), reason: words(2, 300) });

export const OpenConfirmation = z.object({ ...Read, days: z.coerce.number().int().min(1).max(60) });
export const AnswerConfirmation = z.object({
  code: z.string().regex(/^[0-9A-Z]{10}$/),
  /** Salted hashes of the device and of the network address, good for one round: nobody is known by them. */
  device: z.string().regex(/^[0-9a-f]{64}$/),
  place: z.string().regex(/^[0-9a-f]{64}$/),
  answer: ConfirmationAnswer,
  /** Why it was not done, for the office alone: it may speak of people, and is shown nowhere in public. */
  reason: optional(words(2, 500)),
});
export const RaiseDispute = z.object({ ...Read, text: words(4, 500) });
export const DecideDispute = z.object({
  disputeId: z.uuid(),
  /** Of the commitment, as it was read beside the dispute. */
  revision: Read.revision,
  decision: z.enum(['uphold', 'dismiss']),
  answer: words(4, 500),
  /** How it was looked into; a claim is not refused without it. */
  method: optional(VerificationMethod),
});

/** What the office sees of a commitment beside its public page: who, which revision, what may be done next. */
export const CommitmentAction = z.enum([
  'reword',
  'submit',
  'takeBack',
  'discard',
  'sendBack',
  'publish',
  'amend',
  'claim',
  'reject',
  'verify',
  'reopen',
  'withdraw',
  'carryOver',
  'plan',
  'report',
  'decideDispute',
]);
export type CommitmentAction = z.infer<typeof CommitmentAction>;
