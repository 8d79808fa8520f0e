/** How far reading goes before a file is refused. Rows and columns count only where cells have values. */
export interface WorkbookLimits {
  readonly bytes: number;
  /** Of all parts of a zip together, as they are really inflated. */
  readonly inflatedBytes: number;
  /** Inflated to compressed, for a part that is large at all. Sheets of office programs stay below 60. */
  readonly inflationRatio: number;
  readonly archiveEntries: number;
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  readonly milliseconds: number;
}

const MEGABYTE = 1024 * 1024;

export const workbookLimits: WorkbookLimits = {
  bytes: 30 * MEGABYTE,
  inflatedBytes: 512 * MEGABYTE,
  inflationRatio: 200,
  archiveEntries: 5_000,
  rows: 200_000,
  columns: 256,
  cells: 4_000_000,
  milliseconds: 60_000,
};

/** For sentences: at least 1, so that nothing reads "0 MB". */
export function megabytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / MEGABYTE));
}
