import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { EmbeddedFailure } from './failure.ts';
import type { OsUser } from './os-user.ts';

/** Where a PostgreSQL of ours lives, and whom it runs as. */
export interface Cluster {
  /** The folder of `postgres` and `initdb`. */
  readonly bin: string;
  /** Owned by the user that PostgreSQL runs as; holds the data and the log. */
  readonly folder: string;
  /** Where the unix socket lies; short enough for the 107 bytes that the system allows. */
  readonly socketFolder: string;
  readonly user: OsUser | undefined;
}

/** The owner of all tables and the superuser of the cluster; migrations and backups run as it. */
export const OWNER = 'jiannuo';

export const clusterData = (cluster: Cluster): string => join(cluster.folder, 'data');
export const clusterLog = (cluster: Cluster): string => join(cluster.folder, 'log');

/** Nothing of the surroundings decides how PostgreSQL runs: no PG* variables, no locale, no time zone. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Small enough for a machine that does other things too; messages carry no values, so that the log names nobody. */
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  max_connections: '50',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_line_prefix: '%m [%p] ',
  // A question whose asker is gone is not worked on for ever; Windows cannot tell.
  ...(process.platform === 'win32' ? {} : { client_connection_check_interval: '10s' }),
};

export type ClusterSettings = Readonly<Record<string, string>>;

/** @returns how pg connects to a cluster, whatever PG* variables are set */
export function clusterConnection(cluster: Cluster, user: string, database: string): pg.PoolConfig {
  return { host: cluster.socketFolder, port: 5432, user, database, ssl: false };
}

/** Makes a folder that belongs to PostgreSQL alone. */
export function makeOwnFolder(folder: string, user: OsUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user && statSync(folder).uid !== user.uid) chownSync(folder, user.uid, user.gid);
}

function isErrorCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Runs initdb to its end. */
async function runInitdb(cluster: Cluster, into: string, sync: boolean): Promise<void> {
  const child = spawn(
    join(cluster.bin, 'initdb'),
    [
      ...['-D', into, '-U', OWNER, '--auth=trust', '--encoding=UTF8', '--locale=C'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--text-search-config=simple'],
      ...['--data-checksums', '--no-instructions', ...(sync ? [] : ['--no-sync'])],
    ],
    { ...cluster.user, cwd: '/', env: ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const reason = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code) => {
      resolve(code === 0 ? undefined : errors.trim().split('\n').at(0));
    });
  });
  if (reason === undefined) return;
  throw new EmbeddedFailure('start-failed', {
    zh: `无法建立数据库(${cluster.folder}):${reason}`,
    en: `The database cannot be made in ${cluster.folder}: ${reason}`,
  });
}

/**
 * Makes the cluster if there is none. It is put in place in one step, so that a crash leaves none rather than half of
 * one, and so that of two processes that make it at once one wins.
 */
export async function makeCluster(cluster: Cluster, { sync = true } = {}): Promise<void> {
  const data = clusterData(cluster);
  if (existsSync(data)) return;
  const unfinished = `${data}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    await runInitdb(cluster, unfinished, sync);
    renameSync(unfinished, data);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!isErrorCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}

/**
 * Starts a postmaster that outlives this process. It is ready when it accepts connections, and has failed when the
 * child has ended.
 */
export function spawnPostmaster(cluster: Cluster, settings: ClusterSettings = {}): ChildProcess {
  const all = Object.entries({ ...SETTINGS, unix_socket_directories: quoteList(cluster.socketFolder), ...settings });
  const log = openSync(clusterLog(cluster), 'a', 0o600);
  try {
    const child = spawn(
      join(cluster.bin, 'postgres'),
      ['-D', clusterData(cluster), ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...cluster.user, cwd: cluster.folder, env: ENVIRONMENT, detached: true, stdio: ['ignore', log, log] },
    );
    // A child that cannot be spawned ends without an exit code; whoever waits for it sees that.
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** The setting is a list of names: a folder with a comma or a space in it has to be quoted. */
function quoteList(folder: string): string {
  return `"${folder.replaceAll('"', '""')}"`;
}
