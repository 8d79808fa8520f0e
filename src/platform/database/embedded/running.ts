import type { ChildProcess } from 'node:child_process';
import { openSync, readSync, closeSync, statSync, truncateSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Say } from './binaries.ts';
import {
  type Cluster,
  OWNER,
  clusterConnection,
  clusterLog,
  makeCluster,
  makeOwnFolder,
  spawnPostmaster,
} from './cluster.ts';
import { freeBallastIfLow } from './disk.ts';
import { EmbeddedFailure } from './failure.ts';
import { disarmStaleFiles, runningPostmaster } from './postmaster-file.ts';

/** How long processes of a killed postmaster may take to go, and another starter to get ready. */
const OTHERS_MS = 30_000;
/** Recovery replays at most some `max_wal_size` of log; a slow disk gets ten minutes for it. */
const RECOVERY_MS = 600_000;
const TELL_AFTER_MS = 2_000;
const TELL_EVERY_MS = 5_000;
const CONNECT_MS = 5_000;
const LONGEST_LOG_BYTES = 10 * 1024 * 1024;

/** What a starter says that has lost to another one, or that has to wait for the rest of a killed postmaster. */
const PASSING = /lock file .* (already exists|is empty)|shared memory block .* still in use/;

async function connect(cluster: Cluster): Promise<pg.Client | undefined> {
  const config = { ...clusterConnection(cluster, OWNER, 'postgres'), connectionTimeoutMillis: CONNECT_MS };
  const session = new pg.Client(config);
  // A session that ends by itself is noticed by its 'end'; without a listener the 'error' would end the process.
  session.on('error', () => undefined);
  try {
    await session.connect();
    return session;
  } catch {
    // Absent, starting, stopping or recovering: what it is, the log and the process tell better.
    await session.end().catch(() => undefined);
    return undefined;
  }
}

/** The log grows by a line at a time; one that has grown too long begins anew, as nobody reads its start. */
function beginLog(cluster: Cluster): number {
  const size = statSync(clusterLog(cluster), { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LONGEST_LOG_BYTES) return size;
  truncateSync(clusterLog(cluster));
  return 0;
}

/** What a session is told that comes too early or too late: no reason why a postmaster has ended. */
const OF_A_SESSION = /FATAL:\s+(the database system is|terminating connection)/;

/** @returns why a postmaster has ended, as it has said itself since `from` */
function reasonIn(cluster: Cluster, from: number): string {
  const log = openSync(clusterLog(cluster), 'r');
  try {
    const buffer = Buffer.alloc(65_536);
    const lines = buffer
      .toString('utf8', 0, readSync(log, buffer, 0, buffer.length, from))
      .trim()
      .split('\n');
    const isReason = (line: string) => /(FATAL|PANIC):/.test(line) && !OF_A_SESSION.test(line);
    const last = lines.findLast(isReason) ?? lines.at(-1) ?? '';
    return last.replace(/^.*(FATAL|PANIC):\s*/, '') || 'no reason given';
  } finally {
    closeSync(log);
  }
}

function startFailed(cluster: Cluster, reason: string): EmbeddedFailure {
  if (/No space left/.test(reason)) {
    return new EmbeddedFailure('disk-full', {
      zh: `磁盘已满,数据库无法启动(${cluster.folder}):请腾出空间后再启动。`,
      en: `The disk is full, so the database cannot start (${cluster.folder}): free some space and start again.`,
    });
  }
  return new EmbeddedFailure('start-failed', {
    zh: `数据库无法启动:${reason}(日志见 ${clusterLog(cluster)})`,
    en: `The database cannot start: ${reason} (its log is ${clusterLog(cluster)})`,
  });
}

function stillInUse(cluster: Cluster): EmbeddedFailure {
  return new EmbeddedFailure('still-in-use', {
    zh: `其他进程仍占用数据库的数据(${cluster.folder}):请等它们结束或结束它们,再启动。`,
    en: `Other processes still use the data of the database (${cluster.folder}): end them, then start again.`,
  });
}

interface Attempt {
  readonly child: ChildProcess;
  readonly logFrom: number;
}

const hasEnded = ({ child }: Attempt): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** Of two that started at once the later one may not have ended yet: whose server answers is known by its process. */
function isOthers(cluster: Cluster, attempt: Attempt): boolean {
  const running = runningPostmaster(cluster);
  return hasEnded(attempt) || (running !== undefined && running !== attempt.child.pid);
}

async function begin(cluster: Cluster, say: Say): Promise<Attempt> {
  if (await freeBallastIfLow(cluster.folder)) {
    say({
      zh: '磁盘空间不足:已释放预留空间以便启动数据库;腾出空间之前不接受写入。',
      en: 'The disk is nearly full: the reserve was freed to start the database; nothing is written until there is room.',
    });
  }
  await makeCluster(cluster);
  // The system's temporary folder is cleaned now and then.
  makeOwnFolder(cluster.socketFolder, cluster.user);
  disarmStaleFiles(cluster);
  const logFrom = beginLog(cluster);
  return { child: spawnPostmaster(cluster), logFrom };
}

/** Says now and then that it is still waiting. */
function patience(say: Say): (milliseconds: number) => void {
  let tellAt = TELL_AFTER_MS;
  return (milliseconds) => {
    if (milliseconds < tellAt) return;
    tellAt = milliseconds + TELL_EVERY_MS;
    const seconds = Math.round(milliseconds / 1000);
    say({ zh: `正在等待数据库就绪(${seconds} 秒)……`, en: `Waiting for the database to be ready (${seconds} s) …` });
  };
}

export interface Running {
  /** A session of the superuser in database `postgres`. */
  readonly session: pg.Client;
  /** Whether the server ran already, or another process has started it. */
  readonly adopted: boolean;
}

/**
 * Connects to the server of a cluster, which is started when it does not run and recovered when it has crashed. Of
 * several processes that do this at once one starts it.
 * @throws {EmbeddedFailure} when it does not start, or the data stays in use for 30 s
 */
export async function connectOrStart(cluster: Cluster, say: Say, signal?: AbortSignal): Promise<Running> {
  const begun = performance.now();
  const tell = patience(say);
  let attempt: Attempt | undefined;
  let othersSince: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const session = await connect(cluster);
    const now = performance.now();
    if (session) return { session, adopted: attempt === undefined || isOthers(cluster, attempt) };
    if (attempt && hasEnded(attempt)) {
      const reason = reasonIn(cluster, attempt.logFrom);
      if (!PASSING.test(reason)) throw startFailed(cluster, reason);
      othersSince ??= now;
      if (now - othersSince > OTHERS_MS) throw stillInUse(cluster);
      attempt = undefined;
      await delay(100);
    }
    if (!attempt && runningPostmaster(cluster) === undefined) attempt = await begin(cluster, say);
    if (now - begun > RECOVERY_MS) throw stillInUse(cluster);
    tell(now - begun);
    await delay(25);
  }
}

const STOP_MS = 60_000;

/** Stops the server of a cluster after a checkpoint; one that does not stop in a minute is stopped without. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const pid = runningPostmaster(cluster);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  const begun = performance.now();
  let urged = false;
  while (runningPostmaster(cluster) === pid) {
    if (!urged && performance.now() - begun > STOP_MS) {
      urged = true;
      process.kill(pid, 'SIGQUIT');
    }
    await delay(20);
  }
}
