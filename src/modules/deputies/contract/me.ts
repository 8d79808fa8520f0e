import type { Bilingual } from '#kernel/contract.ts';
import type { DutyPicture, DutyYear } from './duties.ts';
import type { CommitmentAction, EntryKind, VerificationMethod, Worry } from './life.ts';
import type { Amendment, Milestone, Post } from './lists.ts';
import type { CommitmentId, CommitmentKind, CommitmentState, Level } from './words.ts';

/** A commitment as the deputy who made it sees it in a list, drafts included. */
export interface MyCommitment {
  readonly id: CommitmentId;
  readonly revision: number;
  readonly year: number;
  readonly level: Level;
  readonly town: Bilingual;
  readonly kind: CommitmentKind;
  readonly field: string;
  readonly worry: Worry | null;
  readonly text: string;
  readonly target: string | null;
  readonly targetQuantity: string | null;
  readonly targetUnit: string | null;
  /** How much of the target is reached: as claimed or verified, else as the latest report says. */
  readonly reached: string | null;
  readonly dueDay: string | null;
  readonly dueNote: string | null;
  readonly state: CommitmentState;
  readonly isOverdue: boolean;
  /** Days until it is due, where that is a month or less; negative when it is overdue. */
  readonly daysLeft: number | null;
  /** It goes on in a commitment of the next year, and waits for nothing more. */
  readonly isCarriedOver: boolean;
  readonly entries: number;
  readonly lastEntryDay: string | null;
  /** When it came into its state. */
  readonly since: string | null;
  /** Who verified it, where that is an office. */
  readonly by: string | null;
}

/** A milestone that lies ahead, of one of the deputy's commitments. */
export interface OpenMilestone {
  readonly id: string;
  readonly commitmentId: string;
  readonly title: string;
  readonly plannedDay: string;
}

/** What stands on a deputy's first page. */
export interface Mine {
  readonly name: string;
  readonly today: string;
  readonly year: number;
  /** The years that have commitments, and this one, the latest first. */
  readonly years: readonly number[];
  /** The posts held today: a new commitment belongs to one of them. */
  readonly posts: readonly Post[];
  readonly commitments: readonly MyCommitment[];
  /** What can be reached by a report, in the order of the days. */
  readonly milestones: readonly OpenMilestone[];
  readonly published: number;
  readonly verified: number;
}

/** A photo or document of a report, as the kernel keeps it. */
export interface MyPhoto {
  readonly id: string;
  readonly role: 'before' | 'after' | 'other';
  readonly kind: 'picture' | 'document';
  readonly name: string;
  /** In pixels; 0 of a document. */
  readonly width: number;
  readonly height: number;
  readonly version: number;
  readonly screening: 'waiting' | 'shown' | 'refused';
  /** `refused`: could not be read, and `refusal` is a code. */
  readonly state: 'received' | 'processed' | 'refused';
  /** Why it is not shown, in the words of whoever screened it. */
  readonly refusal: string | null;
}

/** A step on the way of a commitment, the author's own view: reviews with their notes, reports with their photos. */
export type MyStep =
  | {
      readonly is: 'change';
      readonly at: string;
      readonly event: MyEvent;
      readonly by: string | null;
      readonly how: string | null;
    }
  | {
      readonly is: 'review';
      readonly at: string;
      readonly isPassed: boolean;
      /** What of the check list was not met. */
      readonly unmet: readonly ReviewPoint[];
      readonly note: string | null;
    }
  | {
      readonly is: 'check';
      readonly at: string;
      readonly method: VerificationMethod;
      readonly isConfirmed: boolean;
      readonly how: string;
    }
  | {
      readonly is: 'amended';
      readonly at: string;
      readonly reason: string | null;
      readonly changes: Amendment['changes'];
    }
  | {
      readonly is: 'entry';
      readonly at: string;
      readonly id: string;
      readonly kind: EntryKind;
      readonly day: string;
      /** Of the milestone that was reached. */
      readonly title: string | null;
      readonly plannedDay: string | null;
      readonly text: string;
      readonly quantity: string | null;
      /** Keyed in by the office. */
      readonly isOnBehalf: boolean;
      readonly photos: readonly MyPhoto[];
    };

export type ReviewPoint = 'isSpecific' | 'isVerifiable' | 'isOwn';

export type MyEvent =
  'drafted' | 'submitted' | 'returned' | 'published' | 'claimed' | 'rejected' | 'fulfilled' | 'reopened' | 'withdrawn';

/** A step that its author has planned. */
export interface MyMilestone extends Milestone {
  readonly id: string;
}

export interface MyCommitmentPage extends MyCommitment {
  readonly milestones: readonly MyMilestone[];
  readonly carriedFrom: string | null;
  readonly carriedTo: string | null;
  readonly themes: readonly string[];
  /** In the deputy's words, once it is claimed. */
  readonly result: string | null;
  readonly measuredQuantity: string | null;
  readonly measuredUnit: string | null;
  /** What the deputy may do next. */
  readonly actions: readonly CommitmentAction[];
  /** The latest first. */
  readonly steps: readonly MyStep[];
}

/** A year of the record of duties (履职档案). */
export interface MyYear {
  readonly year: number;
  readonly posts: readonly Post[];
  readonly commitments: readonly MyCommitment[];
  readonly published: number;
  readonly reported: number;
  readonly verified: number;
  readonly entries: number;
  /** Visits, receptions, duty days and so on; null of a year without any. */
  readonly duties: DutyYear | null;
  readonly dutyPictures: readonly DutyPicture[];
}

export interface MyRecord {
  readonly name: string;
  readonly asOf: string;
  readonly years: readonly MyYear[];
}
