import { z } from 'zod';

/**
 * A backup is a plain tar archive, so that it can be read without this product:
 *
 *     jiannuo-backup.json         the manifest: what the store was, its tables and their columns
 *     tables/0000/000000.copy.gz  the rows of the first table as COPY text, in parts, each compressed by itself
 *     …
 *     files/ab/cdef…              the files that rows point to, under their names in the data folder
 *     contents.json               rows, bytes and SHA-256 of each table's text and of each file; the values of the sequences
 *     SHA256                      of every byte before its own 64 digits
 *
 * Tables come after those that they point to, rows in the order of their keys: equal stores make equal texts.
 */
export const FORMAT = 'jiannuo-backup';
/** 2 carries files; 1 did not, and is still read. */
export const FORMAT_VERSION = 2;

export const MANIFEST_NAME = 'jiannuo-backup.json';
export const CONTENTS_NAME = 'contents.json';
export const SEAL_NAME = 'SHA256';

/** Bytes of COPY text in one part, at most: what is held in memory at a time. */
export const PART_BYTES = 4 * 1024 * 1024;

/** Larger than any entry that this product writes; whatever is larger is not read into memory. */
export const MAX_ENTRY_BYTES = 64 * 1024 * 1024;

export const partName = (table: number, part: number): string =>
  `tables/${String(table).padStart(4, '0')}/${String(part).padStart(6, '0')}.copy.gz`;

/** A file that came in, or one that is kept under the hash of its content: no other path is written to or read. */
const FILE = /^(received\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{2}\/[0-9a-f]{62})$/;
const FILES = 'files/';

export const fileEntry = (file: string): string => `${FILES}${file}`;

/** @returns the file of an entry, or nothing when the entry is no file */
export function fileOf(entry: string): string | undefined {
  const file = entry.startsWith(FILES) ? entry.slice(FILES.length) : '';
  return FILE.test(file) ? file : undefined;
}

const Count = z.int().nonnegative();
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const TableShape = z.strictObject({
  schema: z.string(),
  name: z.string(),
  /** Rows of a partitioned table are those of its partitions; of any other table only its own. */
  isPartitioned: z.boolean(),
  columns: z.array(z.strictObject({ name: z.string(), type: z.string() })).min(1),
  /** The columns of the primary key, none if there is no such key. */
  key: z.array(z.string()),
});
export type TableShape = z.output<typeof TableShape>;

/** What is read before all else, so that a later format can still be named. */
export const ManifestHead = z.object({ format: z.literal(FORMAT), formatVersion: z.int().positive() });

export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.union([z.literal(1), z.literal(FORMAT_VERSION)]),
  productVersion: z.string(),
  postgresVersion: z.string(),
  madeAt: z.iso.datetime({ precision: 6 }),
  /** The steps that had shaped the store, in the order of their names. */
  migrations: z.array(z.string()),
  tables: z.array(TableShape),
});
export type Manifest = z.output<typeof Manifest>;

export const TableDigest = z.strictObject({
  rows: Count,
  /** Of the COPY text. */
  bytes: Count,
  sha256: Sha256,
});
export type TableDigest = z.output<typeof TableDigest>;

export const SequenceValue = z.strictObject({
  schema: z.string(),
  name: z.string(),
  lastValue: z.string().regex(/^-?[0-9]{1,19}$/),
  isCalled: z.boolean(),
});
export type SequenceValue = z.output<typeof SequenceValue>;

export const FileDigest = z.strictObject({ file: z.string().regex(FILE), bytes: Count, sha256: Sha256 });
export type FileDigest = z.output<typeof FileDigest>;

export const Contents = z.strictObject({
  /** As many, and in the same order, as the manifest's tables. */
  tables: z.array(TableDigest),
  /** In the order in which they come. */
  files: z.array(FileDigest).default([]),
  /** Files that rows point to and that were not there, or not whole: what the backup could not save. */
  missing: z.array(z.string().regex(FILE)).default([]),
  sequences: z.array(SequenceValue),
});
export type Contents = z.output<typeof Contents>;

/** How far a backup or a restore has come. */
export interface Progress {
  readonly step: 'write' | 'verify' | 'load' | 'compare';
  /** `schema.name` of the table in hand; none while a file is checked. */
  readonly table?: string;
  /** Bytes of COPY text, or of the file while it is checked. */
  readonly doneBytes: number;
  /** Unknown while a store is written: nothing counts its rows beforehand. */
  readonly totalBytes?: number;
}
export type OnProgress = (progress: Progress) => void;

export const fullName = (table: { readonly schema: string; readonly name: string }): string =>
  `${table.schema}.${table.name}`;
