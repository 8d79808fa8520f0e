import { BATCH_LIMITS, type BatchChoice, type BatchCounts, type BatchFile, type FileSummary } from '../../contract.ts';
import { batchErrors } from './batch-errors.ts';

interface Sized {
  readonly name: string;
  readonly size: number;
}

/** Added to the name of a file that is handed back with its faults marked. */
const MARKED = '-已标注';

/** How a file is called when it is handed back with its faults marked. */
export function markedName(name: string): string {
  return `${name.replace(/\.\w+$/, '')}${MARKED}.xlsx`;
}

/** What a file is about, whichever way it comes back: its name without folder, ending, mark, and the copy's number. */
export function stemOf(name: string): string {
  return name
    .normalize('NFC')
    .replace(/^.*[/\\]/, '')
    .replace(/\.\w+$/, '')
    .replace(/\s*[(（]\d+[)）]$/, '')
    .replace(new RegExp(`${MARKED}$`), '')
    .replace(/\s*[(（]\d+[)）]$/, '');
}

/** @throws Problem `invalid` when there is no file, or too much of them */
export function checkFiles(files: readonly Sized[]): void {
  if (files.length === 0) throw batchErrors.noFiles();
  if (files.length > BATCH_LIMITS.files) throw batchErrors.tooManyFiles(files.length);
  const large = files.find(({ size }) => size > BATCH_LIMITS.fileBytes);
  if (large !== undefined) throw batchErrors.fileTooLarge(large.name);
  if (files.reduce((sum, { size }) => sum + size, 0) > BATCH_LIMITS.allBytes) throw batchErrors.allTooLarge();
}

/** The files that stay when corrected ones come in: not those that are left out, and not those that one takes the place of. */
export function remaining<File extends { readonly id: string; readonly name: string }>(
  files: readonly File[],
  corrected: readonly { readonly name: string }[],
  leftOut: readonly string[],
): File[] {
  const replaced = new Set(corrected.map(({ name }) => stemOf(name)));
  return files.filter(({ id, name }) => !leftOut.includes(id) && !replaced.has(stemOf(name)));
}

/** What a batch holds, all files together. */
export function countsOf(reports: readonly FileSummary[]): BatchCounts {
  const sheets = reports.flatMap((report) => report.sheets);
  const sum = (pick: (sheet: (typeof sheets)[number]) => number) => sheets.reduce((all, at) => all + pick(at), 0);
  return {
    rows: sum((sheet) => sheet.rows),
    created: sum((sheet) => sheet.created),
    changed: sum((sheet) => sheet.changed),
    unchanged: sum((sheet) => sheet.unchanged),
    rejected: sum((sheet) => sheet.rejected),
    faults: reports.reduce((all, { faultCount }) => all + faultCount, 0),
    refusedFiles: reports.filter(({ status }) => status === 'refused').length,
  };
}

/** All of a preview can be written only when every file of it was read, and without a fault. */
export function choiceOf(files: readonly Pick<BatchFile, 'report'>[]): BatchChoice {
  const reports = files.flatMap(({ report }) => report ?? []);
  if (reports.length === files.length && reports.every(({ status }) => status === 'ok')) return 'all';
  const { created, changed } = countsOf(reports);
  return created + changed > 0 ? 'good-rows' : 'nothing';
}
