import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';

/** A checkout with nothing in it but `bin/jiannuo` and a command line that tells how it was called. */
const test = base.extend<{ root: string }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads the names of the fixtures from here
  root: async ({}, use) => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "jiannuo 践诺's-")));
    mkdirSync(join(root, 'src', 'cli'), { recursive: true });
    cpSync(join(import.meta.dirname, '..', '..', 'bin'), join(root, 'bin'), { recursive: true });
    writeFileSync(
      join(root, 'src', 'cli', 'main.ts'),
      'console.log(JSON.stringify([process.env.JIANNUO_ROOT, process.cwd(), ...process.argv.slice(2)])); process.exitCode = 3;',
    );
    await use(root);
    rmSync(root, { recursive: true });
  },
});

function install(root: string): void {
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(process.execPath, join(root, 'node_modules', '.bin', 'node'));
}

const run = (program: string, args: string[], cwd = tmpdir()) => spawnSync(program, args, { cwd, encoding: 'utf8' });

describe('bin/jiannuo', () => {
  test('passes on its arguments and its exit code', ({ root }) => {
    install(root);
    const { status, stdout } = run(join(root, 'bin', 'jiannuo'), ['import', '名册 一.xlsx', '', '--json']);
    expect(JSON.parse(stdout)).toEqual([root, realpathSync(tmpdir()), 'import', '名册 一.xlsx', '', '--json']);
    expect(status).toBe(3);
  });

  test('finds its folder through links, absolute and relative', ({ root }) => {
    install(root);
    mkdirSync(join(root, 'links'));
    symlinkSync('../bin/jiannuo', join(root, 'links', 'one'));
    symlinkSync(join(root, 'links', 'one'), join(root, 'links', 'two'));
    const { stdout } = run('./two', [], join(root, 'links'));
    expect(JSON.parse(stdout)).toEqual([root, join(root, 'links')]);
  });

  test('says what to do when nothing is installed', ({ root }) => {
    const { status, stderr, stdout } = run(join(root, 'bin', 'jiannuo'), []);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Run npm start once first');
  });
});
