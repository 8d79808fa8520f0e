import { z } from 'zod';
import { Day, RegionCode } from '#kernel/contract.ts';
import { VerificationMethod } from './life.ts';
import { CommitmentId, CommitmentKind, CommitmentState, Level, PersonId, Year } from './words.ts';

/** What waits for the office, in the order in which it is shown. */
export const ToDoKind = z.enum([
  'to-review',
  'to-verify',
  'barred',
  'returned',
  'overdue',
  'due-soon',
  'stalled',
  'disputed',
]);
export type ToDoKind = z.infer<typeof ToDoKind>;

/** By what the office's table can be sorted: a column a word. */
export const OfficeSort = z.enum(['due', 'name', 'strokes', 'town', 'text', 'field', 'year', 'state', 'entry']);
export type OfficeSort = z.infer<typeof OfficeSort>;

export const PAGE_SIZES = [25, 50, 100, 200] as const;
/** What one form can act upon; a page of the table at its largest. */
export const MOST_SELECTED = 200;

/** Text typed by somebody; PostgreSQL has no place for the character NUL. */
function typed(longest: number) {
  return z
    .string()
    .max(longest)
    .regex(/^[^\0]*$/, { message: 'must not hold the character NUL' });
}

/** Which commitments of the region, in which order: all of it stands in the address, so that a view can be kept. */
export const OfficeFilter = z.object({
  is: ToDoKind.optional(),
  /** Without one it is the running year. */
  year: z.union([z.literal('all'), Year]).optional(),
  state: CommitmentState.optional(),
  level: Level.optional(),
  town: RegionCode.optional(),
  group: typed(200).optional(),
  field: typed(100).optional(),
  kind: CommitmentKind.optional(),
  dueFrom: Day.optional(),
  dueUntil: Day.optional(),
  person: PersonId.optional(),
  q: typed(100).trim().optional(),
  sort: OfficeSort.default('due'),
  order: z.enum(['asc', 'desc']).default('asc'),
  size: z.coerce
    .number()
    .pipe(z.union(PAGE_SIZES.map((size) => z.literal(size))))
    .default(50),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type OfficeFilter = z.infer<typeof OfficeFilter>;

/** The whole table as a file: as a ledger that the import reads, or just as it stands on the screen. */
export const OfficeExport = OfficeFilter.extend({ form: z.enum(['ledger', 'table']).default('ledger') });

const Label = z.object({ zh: z.string(), en: z.string() });

/** A commitment as the office's table shows it. */
export const OfficeItem = z.object({
  id: CommitmentId,
  personId: PersonId,
  name: z.string(),
  level: Level,
  town: Label,
  townCode: RegionCode,
  /** By which two of one name are told apart. */
  electoralDistrict: z.string().nullable(),
  group: z.string().nullable(),
  year: z.int(),
  kind: CommitmentKind,
  field: z.string(),
  text: z.string(),
  target: z.string().nullable(),
  result: z.string().nullable(),
  dueDay: z.string().nullable(),
  dueNote: z.string().nullable(),
  state: CommitmentState,
  revision: z.int(),
  isOverdue: z.boolean(),
  isOnBehalf: z.boolean(),
  /** Reported done, by a measured result that is below the target. */
  isShort: z.boolean(),
  entries: z.int(),
  /** What was handed in with its entries and is not refused. */
  pictures: z.int(),
  documents: z.int(),
  lastEntryAt: z.string().nullable(),
});
export type OfficeItem = z.infer<typeof OfficeItem>;

/** A value to filter by. */
const Choice = z.object({ key: z.string(), label: Label });

export const OfficeList = z.object({
  asOf: z.string(),
  year: z.union([z.literal('all'), z.int()]),
  total: z.int(),
  /** Of these as many are not published: a ledger has no place for them. */
  unpublished: z.int(),
  page: z.int(),
  pages: z.int(),
  size: z.int(),
  items: z.array(OfficeItem),
  choices: z.object({
    years: z.array(z.int()),
    towns: z.array(Choice),
    groups: z.array(z.string()),
    fields: z.array(z.string()),
  }),
  /** Whose commitments these are, where they are one person's. */
  person: z.string().nullable(),
});
export type OfficeList = z.infer<typeof OfficeList>;

/** One thing that waits. */
export const ToDoItem = z.object({
  id: CommitmentId,
  name: z.string(),
  level: Level,
  town: Label,
  text: z.string(),
  dueDay: z.string().nullable(),
  /** Why the actor may not do what it waits for. */
  why: Label.nullable(),
});
export type ToDoItem = z.infer<typeof ToDoItem>;

export const ToDo = z.object({
  asOf: z.string(),
  groups: z.array(z.object({ kind: ToDoKind, count: z.int(), first: z.array(ToDoItem) })),
  rule: z.object({ stalledDays: z.int(), dueSoonDays: z.int() }),
});
export type ToDo = z.infer<typeof ToDo>;

/** After how many days without an entry a commitment is stalled, and how long before its day it is due soon. */
export const OfficeRule = z.object({
  stalledDays: z.coerce.number().int().min(7).max(365),
  dueSoonDays: z.coerce.number().int().min(1).max(90),
});
export type OfficeRule = z.infer<typeof OfficeRule>;
export const SHIPPED_RULE: OfficeRule = { stalledDays: 60, dueSoonDays: 14 };

/** Levels for which a town's officer acts in the district's name, unless the district switches it off. */
export const DELEGABLE_LEVELS = ['county', 'prefectural', 'provincial', 'national'] as const satisfies readonly Level[];
/** For one town, or for all of the district. */
export const SetDelegation = z.strictObject({
  region: RegionCode,
  level: z.enum(DELEGABLE_LEVELS),
  isOn: z.boolean(),
});

const Read = z.object({ commitmentId: CommitmentId, revision: z.coerce.number().int().min(1) });

function atOnce<Item extends z.ZodType>(item: Item) {
  return z.array(item).min(1).max(MOST_SELECTED);
}

/** One check list for all of the selected ones: whoever answers it has read them. */
export const BulkReview = z.object({
  items: atOnce(Read),
  isSpecific: z.boolean(),
  isVerifiable: z.boolean(),
  isOwn: z.boolean(),
  decision: z.enum(['publish', 'return']),
  note: typed(500).trim().nullable().default(null),
});
export type BulkReview = z.infer<typeof BulkReview>;

/** Each of the selected ones was checked in some way, and says in which. */
export const BulkVerify = z.object({
  items: atOnce(Read.extend({ method: VerificationMethod, how: typed(500).trim() })),
});
export type BulkVerify = z.infer<typeof BulkVerify>;

/** Authors are asked how it goes, each once a day. */
export const BulkRemind = z.object({ items: atOnce(Read) });
export type BulkRemind = z.infer<typeof BulkRemind>;

/** What became of one of the selected commitments. */
export const BulkRow = z.object({
  commitmentId: z.uuid(),
  /** In which revision it is now; what stands on it since has a higher one. Null when it was refused. */
  revision: z.int().nullable(),
  state: CommitmentState.nullable(),
  code: z.string().nullable(),
  says: Label.nullable(),
});
export type BulkRow = z.infer<typeof BulkRow>;

export const BulkAction = z.enum(['publish', 'return', 'verify', 'remind']);
export type BulkAction = z.infer<typeof BulkAction>;

export const BulkResult = z.object({ bulkId: z.uuid(), action: BulkAction, rows: z.array(BulkRow) });
export type BulkResult = z.infer<typeof BulkResult>;

/** How long a bulk publication can be taken back. */
export const UNDO_MINUTES = 10;
