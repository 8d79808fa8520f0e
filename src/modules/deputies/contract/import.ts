import { z } from 'zod';
import { RegionCode } from '#kernel/contract.ts';
import { NameOrder } from './words.ts';

const Message = z.object({ zh: z.string(), en: z.string() });

export const SheetKind = z.enum(['roster', 'ledger']);
export type SheetKind = z.infer<typeof SheetKind>;

/** What is wrong with a row, where, and what to do. */
export const Fault = z.object({
  sheet: z.string(),
  /** As the spreadsheet numbers it. */
  row: z.int(),
  /** The column's letters; empty when the fault is of the row as a whole. */
  column: z.string(),
  heading: z.string(),
  code: z.string(),
  value: z.string(),
  message: Message,
});
export type Fault = z.infer<typeof Fault>;

export const SheetReport = z.object({
  sheet: z.string(),
  kind: SheetKind.nullable(),
  /** Data rows only: no titles, sub-totals or blank rows. */
  rows: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});
export type SheetReport = z.infer<typeof SheetReport>;

export const FileReport = z.object({
  file: z.string(),
  status: z.enum(['ok', 'faults', 'refused']),
  code: z.string().optional(),
  message: Message.optional(),
  sheets: z.array(SheetReport),
  faults: z.array(Fault),
  /** What the importer saw and took in all the same, such as hidden rows. */
  notes: z.array(Message),
});
export type FileReport = z.infer<typeof FileReport>;

export const ImportReport = z.object({ written: z.boolean(), files: z.array(FileReport) });
export type ImportReport = z.infer<typeof ImportReport>;

/** How an import is to be done. */
export const ImportOptions = z.object({
  /** Writes the good rows of a file although others are rejected. */
  partial: z.boolean().default(false),
  /** Reads and reports, and writes nothing. */
  dryRun: z.boolean().default(false),
  /** The year of sheets that name none. */
  year: z.int().optional(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export const ExportRequest = z.object({
  kind: SheetKind,
  year: z.coerce.number().int(),
  town: RegionCode.optional(),
  order: NameOrder.default('pinyin'),
});
export type ExportRequest = z.infer<typeof ExportRequest>;
