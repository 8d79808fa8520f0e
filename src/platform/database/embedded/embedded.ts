import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { APPLICATION_ROLE } from '../application-role.ts';
import type { Say } from './binaries.ts';
import { type Cluster, OWNER, clusterConnection } from './cluster.ts';
import { makeBallast, isDiskLow } from './disk.ts';
import { EmbeddedFailure } from './failure.ts';
import { prepareCluster } from './home.ts';
import { connectOrStart, stopPostmaster } from './running.ts';

declare module 'pg' {
  // pg has both, its types lack them.
  interface Client {
    ref(): void;
    unref(): void;
  }
}

const DATABASE = 'jiannuo';

/** Held, shared, by each process that uses the server: who can take it alone is the last. */
const HOLDERS = 7_269_002;
/** Held by the one web server of a data folder. */
const SERVING = 7_269_003;

/** A web server that was killed a moment ago still holds its lock until PostgreSQL notices. */
const SERVING_PATIENCE_MS = 1_500;
const RETRY_MS = 1_000;
const BALLAST_EVERY_MS = 60_000;

export interface EmbeddedOptions {
  /** A line about something that takes long, was moved, or was repaired; also later, after a crash of the server. */
  readonly onProgress?: Say;
}

/** A PostgreSQL of the product's own, in its data folder. */
export interface Embedded {
  /** How to connect: as the owner of all tables (migrations, backup) or as the application. */
  connection(user: 'owner' | 'application'): pg.PoolConfig;
  /** Whether the server ran already when this process came. */
  readonly adopted: boolean;
  /** Where the server keeps its data; its disk is the one that counts. */
  readonly folder: string;
  /**
   * Makes this process the one web server of the data folder, until it stops.
   * @throws {EmbeddedFailure} `already-serving`, when there is one
   */
  holdServerLock(): Promise<void>;
  /** Whether there is so little room on the server's disk that nothing is to be written. */
  isDiskLow(): Promise<boolean>;
  /** Lets go of the server, which ends when no other process uses it. */
  stop(): Promise<void>;
}

async function makeDatabase(session: pg.Client): Promise<void> {
  const { rowCount } = await session.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount !== 0) return;
  try {
    await session.query(`create database ${DATABASE}`);
  } catch (error) {
    const made = error instanceof Error && 'code' in error && ['42P04', '23505'].includes(String(error.code));
    if (!made) throw error;
  }
}

/** The server has stopped or was killed: to connect again may help. */
function isLostConnection(error: unknown): boolean {
  if (error instanceof EmbeddedFailure) return false;
  return !(error instanceof pg.DatabaseError) || error.code?.startsWith('57P') === true;
}

async function tryLock(session: pg.Client, key: number): Promise<boolean> {
  const { rows } = await session.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [key]);
  return rows[0]?.held === true;
}

/** Keeps a session with the server's locks, and the server running, until it is told to let go. */
class Hold {
  readonly cluster: Cluster;
  readonly #say: Say;
  readonly #stopping = new AbortController();
  #session: pg.Client | undefined;
  #restarting: Promise<void> = Promise.resolve();
  #isServing = false;

  constructor(cluster: Cluster, say: Say) {
    this.cluster = cluster;
    this.#say = say;
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** @returns whether the server ran already */
  async begin(): Promise<boolean> {
    for (;;) {
      const { session, adopted } = await connectOrStart(this.cluster, this.#say, this.#stopping.signal);
      try {
        // Waits while another process stops the server, and fails when it has.
        await session.query('select pg_advisory_lock_shared($1)', [HOLDERS]);
        await makeDatabase(session);
        if (this.#isServing && !(await tryLock(session, SERVING))) throw alreadyServing(this.cluster);
      } catch (error) {
        await session.end().catch(() => undefined);
        if (!isLostConnection(error)) throw error;
        continue;
      }
      this.#watch(session);
      return adopted;
    }
  }

  #watch(session: pg.Client): void {
    this.#session = session;
    // A process that has nothing more to do may end without letting go; its session ends with it.
    session.unref();
    session.once('end', () => {
      this.#session = undefined;
      if (!this.#isStopping()) this.#restarting = this.#restart();
    });
  }

  async #restart(): Promise<void> {
    this.#say({
      zh: '数据库意外停止,正在重新启动。',
      en: 'The database has stopped unexpectedly and is started again.',
    });
    while (!this.#isStopping()) {
      try {
        await this.begin();
        this.#say({ zh: '数据库已恢复运行。', en: 'The database runs again.' });
        return;
      } catch (error) {
        if (this.#isStopping()) return;
        this.#say(error instanceof EmbeddedFailure ? error.says : { zh: String(error), en: String(error) });
        await delay(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  /** @returns the session, once there is one again; undefined after the end */
  async #present(): Promise<pg.Client | undefined> {
    await this.#restarting;
    this.#session?.ref();
    return this.#session;
  }

  async serve(): Promise<void> {
    for (let waited = 0; ; waited += 100) {
      const session = await this.#present();
      if (!session) throw stopped();
      const held = await tryLock(session, SERVING);
      session.unref();
      if (held) break;
      if (waited >= SERVING_PATIENCE_MS) throw alreadyServing(this.cluster);
      await delay(100);
    }
    this.#isServing = true;
  }

  /** The last one stops the server: whoever comes meanwhile waits for the lock, and then starts it again. */
  async end(): Promise<void> {
    if (this.#isStopping()) return;
    this.#stopping.abort(stopped());
    const session = await this.#present();
    if (!session) return;
    await session.query('select pg_advisory_unlock_shared($1)', [HOLDERS]);
    if (await tryLock(session, HOLDERS)) await stopPostmaster(this.cluster);
    await session.end();
  }
}

function alreadyServing(cluster: Cluster): EmbeddedFailure {
  return new EmbeddedFailure('already-serving', {
    zh: `已有一个服务在使用此数据目录(${cluster.folder}):请先停止它,或用 JIANNUO_DATA 另选目录。`,
    en: `Another server already serves this data folder (${cluster.folder}): stop it first, or choose another with JIANNUO_DATA.`,
  });
}

function stopped(): EmbeddedFailure {
  return new EmbeddedFailure('stopped', { zh: '数据库已停止。', en: 'The database has been stopped.' });
}

/**
 * Starts the PostgreSQL of a data folder, or joins the one that runs there already. It is kept running until the last
 * process that uses it stops.
 * @throws {EmbeddedFailure} when the store is not available; `says` tells what to do
 */
export async function startEmbedded(dataFolder: string, { onProgress }: EmbeddedOptions = {}): Promise<Embedded> {
  const say: Say = onProgress ?? (() => undefined);
  const cluster = prepareCluster(dataFolder, say);
  const hold = new Hold(cluster, say);
  const adopted = await hold.begin();
  let ballast = adopted ? Promise.resolve() : makeBallast(cluster.folder);
  const timer = setInterval(() => {
    ballast = makeBallast(cluster.folder);
  }, BALLAST_EVERY_MS).unref();
  return {
    adopted,
    folder: cluster.folder,
    connection: (user) => clusterConnection(cluster, user === 'owner' ? OWNER : APPLICATION_ROLE, DATABASE),
    holdServerLock: () => hold.serve(),
    isDiskLow: () => isDiskLow(cluster.folder),
    async stop() {
      clearInterval(timer);
      await ballast;
      await hold.end();
    },
  };
}
