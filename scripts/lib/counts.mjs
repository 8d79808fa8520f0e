import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {string} file @returns {any} what a reporter has written; undefined when it could not */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * A run that failed without a failed test (a file that cannot be loaded, an error outside of any test) counts as one.
 * @param {Counts} counts @param {boolean} succeeded @returns {Counts}
 */
function atLeastOneFailed(counts, succeeded) {
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** @param {string} file vitest's JSON report @param {boolean} succeeded @returns {Counts} */
export function vitestCounts(file, succeeded) {
  const report = readReport(file);
  const unloaded =
    report?.testResults.filter(
      (/** @type {any} */ one) => one.status === 'failed' && one.assertionResults.length === 0,
    ) ?? [];
  const counts = {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + unloaded.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
  return atLeastOneFailed(counts, succeeded);
}

/** @param {string} file Playwright's JSON report @param {boolean} succeeded @returns {Counts} */
export function playwrightCounts(file, succeeded) {
  const stats = readReport(file)?.stats;
  const counts = {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    skipped: stats?.skipped ?? 0,
  };
  return atLeastOneFailed(counts, succeeded);
}

/** @param {boolean} succeeded @returns {Counts} of a step that is one check */
export function stepCounts(succeeded) {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
}

/** @param {Counts[]} all @returns {Counts} */
export function sumCounts(all) {
  const sum = (/** @type {keyof Counts} */ key) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** @param {Counts} counts @returns {string} the last line of a test run */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
