import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { playwrightCounts, stepCounts, sumCounts, summaryLine, vitestCounts } from '../../scripts/lib/counts.mjs';

const test = base.extend<{ report: (content: unknown) => string }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads the names of the fixtures from here
  report: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'jiannuo-counts-'));
    const file = join(folder, 'report.json');
    await use((content) => {
      writeFileSync(file, JSON.stringify(content));
      return file;
    });
    rmSync(folder, { recursive: true });
  },
});

describe('the count of tests', () => {
  const some = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

  test('is what vitest counts, and a file that cannot be loaded', ({ report }) => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(vitestCounts(report({ ...some, testResults: [unloaded] }), false)).toEqual({
      passed: 7,
      failed: 2,
      skipped: 3,
    });
  });

  test('is what Playwright counts', ({ report }) => {
    const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 0 };
    expect(playwrightCounts(report({ stats }), false)).toEqual({ passed: 6, failed: 2, skipped: 0 });
  });

  test('has a failure when the run failed in any other way', ({ report }) => {
    expect(vitestCounts(report({ ...some, numFailedTests: 0, testResults: [] }), false).failed).toBe(1);
    expect(playwrightCounts('/absent', false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(vitestCounts('/absent', false).failed).toBe(1);
  });

  test('ends in one line', () => {
    expect(summaryLine(sumCounts([stepCounts(true), stepCounts(false)]))).toBe('1 passed, 1 failed');
    expect(summaryLine({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped');
  });
});
