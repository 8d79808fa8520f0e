import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Cluster, clusterData } from './cluster.ts';

/** Above what any system hands out. */
const NO_PID = 2_147_483_647;

/** A file without a process id is being written, unless it has been so for longer than that takes. */
const UNFINISHED_FOR_MS = 10_000;

const postmasterFile = (cluster: Cluster): string => join(clusterData(cluster), 'postmaster.pid');
const socketLock = (cluster: Cluster): string => join(cluster.socketFolder, '.s.PGSQL.5432.lock');

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** @returns the process id in the first line of a lock file; undefined when there is none */
function readPid(file: string): number | undefined {
  const pid = Number.parseInt(readText(file)?.split('\n')[0] ?? '', 10);
  return pid > 0 ? pid : undefined;
}

/** A process id is handed out again after a while: only a `postgres` that stands in this cluster's data is its postmaster. */
function isPostmaster(pid: number, data: string): boolean {
  try {
    if (process.platform !== 'linux') {
      const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
      return stdout.includes('postgres') && stdout.includes(data);
    }
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(program) === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @returns the process id of the postmaster that holds this cluster's data; undefined when there is none */
export function runningPostmaster(cluster: Cluster): number | undefined {
  const pid = readPid(postmasterFile(cluster));
  return pid !== undefined && isPostmaster(pid, clusterData(cluster)) ? pid : undefined;
}

/**
 * Makes lock files harmless that a crash has left and whose process id belongs to another program by now: PostgreSQL
 * would take that program for its postmaster and refuse to start. The rest of the file stays, because by it PostgreSQL
 * finds out whether processes of the killed postmaster still use the data.
 */
export function disarmStaleFiles(cluster: Cluster): void {
  const file = postmasterFile(cluster);
  const text = readText(file);
  const pid = readPid(file);
  if (pid !== undefined && isPostmaster(pid, clusterData(cluster))) return;
  if (text !== undefined && pid === undefined && Date.now() - statSync(file).mtimeMs > UNFINISHED_FOR_MS) rmSync(file);
  if (text !== undefined && pid !== undefined && isAlive(pid))
    writeFileSync(file, text.replace(/^\d+/, String(NO_PID)));
  const holder = readPid(socketLock(cluster));
  if (holder !== undefined && !isPostmaster(holder, clusterData(cluster))) rmSync(socketLock(cluster), { force: true });
}
