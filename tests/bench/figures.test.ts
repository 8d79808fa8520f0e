import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('the measurement of figures runs, and three districts of it are exact', { timeout: 300_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/figures.ts', '--scale', '0.001']);
  expect(stdout).toContain('exact: every recount agrees');
  expect(stdout.match(/ours .* limit at most .* ratio/g)).toHaveLength(8);
});
