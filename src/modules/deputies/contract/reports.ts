import { z } from 'zod';
import { type Bilingual, Day, type RegionCode, typed } from '#kernel/contract.ts';
import type { DutyPicture, DutyYear } from './duties.ts';
import type { Counts, FigureRow, Outcome } from './figures.ts';
import type { CommitmentState, Level } from './words.ts';
import { PersonId, Year } from './words.ts';

/** A deputy's own words beside what the ledger tells: long enough for a speech of ten minutes. */
export const MOST_WORDS = 6000;

export const ReadDutyReport = z.strictObject({ personId: PersonId, year: Year.optional() });

export const SaveDutyWords = z.strictObject({
  personId: PersonId,
  year: Year,
  /** The version that was read: when somebody has saved since, nothing is. */
  revision: z.coerce.number().int().min(0),
  text: typed({ min: 0, max: MOST_WORDS, hasLines: true }),
});

const Count = z.coerce.number().int().min(0).max(1_000_000);

/** What voters or an electoral unit said of a report, as it was counted on the spot. */
export const RecordAppraisal = z.strictObject({
  membershipId: z.uuid(),
  year: Year,
  day: Day,
  place: typed({ min: 1, max: 120 }),
  eligible: Count,
  present: Count,
  satisfied: Count,
  basically: Count,
  dissatisfied: Count,
  abstained: Count,
});
export type RecordAppraisal = z.infer<typeof RecordAppraisal>;

export const WithdrawAppraisal = z.strictObject({ appraisalId: z.uuid() });

/** How many working days there are to object where a district has not said. */
export const SHIPPED_OBJECTION_DAYS = 5;

export const SetReportRule = z.strictObject({
  hasAppraisal: z.boolean(),
  objectionDays: z.coerce.number().int().min(1).max(60),
});
export type ReportRule = z.infer<typeof SetReportRule>;

export const BALLOTS = ['satisfied', 'basically', 'dissatisfied', 'abstained'] as const;
export type Ballot = (typeof BALLOTS)[number];

export const BALLOT_LABELS: Readonly<Record<Ballot, Bilingual>> = {
  satisfied: { zh: '满意', en: 'Satisfied' },
  basically: { zh: '基本满意', en: 'Basically satisfied' },
  dissatisfied: { zh: '不满意', en: 'Not satisfied' },
  abstained: { zh: '弃权', en: 'Abstained' },
};

export type BallotCounts = Readonly<Record<Ballot, number>>;

/** An appraisal with what follows from its counts; rates in per cent with one decimal. */
export interface Appraisal extends BallotCounts {
  readonly id: string;
  readonly day: string;
  readonly place: string;
  readonly eligible: number;
  readonly present: number;
  readonly ballots: number;
  /** Present of eligible. */
  readonly turnout: string | null;
  /** Satisfied, and satisfied or basically so, of the ballots. */
  readonly satisfiedRate: string | null;
  readonly contentRate: string | null;
}

/** One of the posts held in the year, and before whom its holder reports. */
export interface ReportPost {
  readonly membershipId: string;
  readonly level: Level;
  readonly town: Bilingual;
  readonly congress: string | null;
  readonly electoralDistrict: string | null;
  readonly audience: Bilingual;
  readonly appraisal: Appraisal | null;
  /** Whether the reader records the appraisal of it. */
  readonly mayAppraise: boolean;
}

export interface ReportedCommitment {
  readonly id: string;
  readonly text: string;
  readonly field: string;
  readonly target: string | null;
  readonly dueDay: string | null;
  readonly state: CommitmentState;
  readonly isOverdue: boolean;
  readonly isCarriedOver: boolean;
  /** As it was verified; nothing before. */
  readonly result: string | null;
  readonly verifiedBy: string | null;
  readonly entries: number;
  readonly pictures: number;
}

/** A deputy's year as the ledger tells it. */
export interface DutyReport {
  readonly personId: string;
  readonly name: string;
  readonly region: RegionCode;
  readonly year: number;
  readonly years: readonly number[];
  readonly asOf: string;
  readonly posts: readonly ReportPost[];
  readonly commitments: readonly ReportedCommitment[];
  readonly published: number;
  readonly reported: number;
  readonly verified: number;
  readonly entries: number;
  readonly pictures: number;
  readonly activities: {
    readonly invited: number;
    readonly attended: number;
    readonly rate: string | null;
    readonly list: readonly { readonly title: string; readonly day: string; readonly attendance: string | null }[];
  };
  /** Visits, receptions, duty days; null where none was logged. */
  readonly duties: DutyYear | null;
  /** Of the duties, those that were screened, the latest first. */
  readonly dutyPictures: readonly DutyPicture[];
  readonly words: { readonly text: string; readonly revision: number };
  readonly mayWrite: boolean;
  /** False where the district has no appraisals. */
  readonly hasAppraisal: boolean;
}

export const ReadYearlyReport = z.strictObject({
  /** Up to the end of which day; today if not said. */
  asOf: Day.optional(),
});

/** A year's figures: of a year that was over on the day, as of its end; of the day's own year, as of the day. */
export interface ReportedYear extends Counts {
  readonly year: number;
  readonly asOf: string;
  /** Persons who promised, of those in scope. */
  readonly promiseRate: string | null;
}

/** The district's yearly report, or a town's. Its numbers are those of the figures, asked for the same day. */
export interface YearlyReport {
  readonly region: RegionCode;
  readonly name: string;
  readonly day: string;
  readonly year: number;
  /** The earliest first; the last is the day's own. */
  readonly years: readonly ReportedYear[];
  readonly byLevel: readonly FigureRow[];
  readonly byTown: readonly FigureRow[];
  readonly byField: readonly FigureRow[];
  readonly outcomes: readonly Outcome[];
  /** As they are registered now: when one was opened is not kept. */
  readonly stations: { readonly homes: number; readonly stations: number };
  readonly activities: {
    readonly wholeGroup: number;
    readonly activityGroup: number;
    readonly other: number;
    readonly invited: number;
    readonly attended: number;
    readonly rate: string | null;
  };
  /** How many groups there are, and of how many the year's quotas are not met yet; null for a day that is past. */
  readonly quotas: { readonly groups: number; readonly short: number } | null;
}
