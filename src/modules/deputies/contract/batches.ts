import { z } from 'zod';
import { FileReport } from './import.ts';

const Message = z.object({ zh: z.string(), en: z.string() });

/** How much may be handed in at once, in bytes and files. */
export const BATCH_LIMITS = { fileBytes: 30 * 1024 * 1024, allBytes: 60 * 1024 * 1024, files: 200 } as const;

/** Days after which the files of a batch, and the values in its faults, are erased, whatever became of it. */
export const BATCH_KEPT_DAYS = 7;

/** Days within which an import can be undone; then what it takes is erased. */
export const UNDO_KEPT_DAYS = 30;

/** How many faults of a file are kept with it; all of them are counted. */
export const MOST_FAULTS_KEPT = 5000;

export const BatchState = z.enum([
  'reading',
  'previewed',
  'writing',
  'written',
  'given-up',
  'interrupted',
  'expired',
  'undone',
]);
export type BatchState = z.infer<typeof BatchState>;

/** What an officer may decide about a batch. */
export const BatchDecision = z.enum(['write', 'write-good-rows', 'give-up', 'run-again']);
export type BatchDecision = z.infer<typeof BatchDecision>;

/** What was found in a file: its faults are many, and read apart. */
export const FileSummary = FileReport.omit({ faults: true }).extend({ faultCount: z.int() });
export type FileSummary = z.infer<typeof FileSummary>;

export const BatchFile = z.object({
  id: z.uuid(),
  name: z.string(),
  /** In bytes. */
  size: z.int(),
  /** False once the file has been erased. */
  isKept: z.boolean(),
  /** Null until it has been read. */
  report: FileSummary.nullable(),
});
export type BatchFile = z.infer<typeof BatchFile>;

export const Batch = z.object({
  id: z.uuid(),
  state: BatchState,
  /** Rises with each preview, so that what is decided is decided on the preview that was seen. */
  round: z.int(),
  /** The year of sheets that name none. */
  year: z.int().nullable(),
  isPartial: z.boolean(),
  done: z.int(),
  /** Steps: two a file. */
  total: z.int(),
  /** The file that is being worked on. */
  currentFile: z.string().nullable(),
  /** Why it stopped or was previewed again. */
  notice: Message.nullable(),
  startedAt: z.string(),
  changedAt: z.string(),
  files: z.array(BatchFile),
  /** Something was written, and what it takes to undo it is still kept. */
  isUndoable: z.boolean(),
});
export type Batch = z.infer<typeof Batch>;

/** A batch in a list. */
export type BatchItem = Pick<Batch, 'id' | 'state' | 'startedAt' | 'changedAt'> & {
  readonly fileNames: readonly string[];
};

/** Rows of all files of a batch together, and what is wrong with them. */
export interface BatchCounts {
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly faults: number;
  readonly refusedFiles: number;
}

/** What can be done with a preview: all of it written, only its good rows, or nothing, for want of a good row. */
export type BatchChoice = 'all' | 'good-rows' | 'nothing';

interface UndoCount {
  /** Would be taken away. */
  readonly created: number;
  /** Would be set back to what they were. */
  readonly changed: number;
}

/** How much undoing an import takes back. */
export interface UndoCounts {
  readonly persons: UndoCount;
  readonly posts: UndoCount;
  /** A post in a year's roster. */
  readonly listings: UndoCount;
  readonly commitments: UndoCount;
  readonly consents: UndoCount;
}

export interface UndoPreview {
  /** False when nothing was written or what it takes is erased. */
  readonly isPossible: boolean;
  readonly counts: UndoCounts;
  /** What stands on the import, in sentences: as long as there is any, it cannot be undone. */
  readonly obstacles: readonly { readonly zh: string; readonly en: string }[];
}
