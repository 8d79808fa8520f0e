import { join } from 'node:path';
import { Problem, type RegionCode } from '#kernel/contract.ts';
import {
  type Actor,
  type Gate,
  type Stage,
  findHome,
  findSetting,
  insertSetting,
  openGate,
  orUnavailable,
} from '#kernel/index.server.ts';
import { findUnits } from '#modules/deputies/index.server.ts';
import { AnswerMemory } from '#platform/answer-memory.ts';
import { machineClock, offsetClock } from '#platform/clock.ts';
import { ConfigFailure, type Config, type Mode, readConfig } from '#platform/config.ts';
import { grantApplication } from '#platform/database/application-role.ts';
import { type Connection, type Database, openDatabase } from '#platform/database/database.ts';
import { type Embedded, startEmbedded } from '#platform/database/embedded/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { requireServerVersion } from '#platform/database/server-version.ts';
import { FileStore } from '#platform/files/file-store.ts';
import { newId } from '#platform/ids.ts';
import { keptSecret } from '#platform/secret.ts';
import { migrations } from './migrations.ts';

/** The day on which a demonstration's business stands when its store is made. */
const DEMO_START = Temporal.Instant.from('2020-10-28T09:00:00+08:00');

/** Everything that pages, API and command line work on, put together once. */
export interface Store {
  readonly stage: Stage;
  readonly mode: Mode;
  /** Undefined when the operator has a PostgreSQL of his own. */
  readonly embedded: Embedded | undefined;
  /** As the owner of all tables: for migrations, backup and restore. */
  readonly ownerConnection: Connection;
  /** As the application. */
  readonly connection: Connection;
  /** What visitors have asked since the last change; whoever hears of changes clears it. */
  readonly memory: AnswerMemory;
  /** The door through which people sign in; it opens with the first who asks for it. */
  readonly gate: () => Gate;
  readonly secret: () => string;
  /** Pictures and documents; they lie beside the database. */
  readonly files: FileStore;
  readonly home: () => Promise<RegionCode>;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  readonly say?: (line: { readonly zh: string; readonly en: string }) => void;
  /** Whether the mode was asked for, and not only assumed: then the store must be of that mode. */
  readonly isModeAsked: boolean;
}

async function withOwner<Result>(connection: Connection, use: (database: Database) => Promise<Result>) {
  const database = openDatabase({ ...connection, max: 2 });
  try {
    return await use(database);
  } finally {
    await database.destroy();
  }
}

/** A store keeps the mode in which it was made, and a demonstration the distance of its clock from the machine's. */
async function settle(database: Database, config: Config, isModeAsked: boolean): Promise<Mode> {
  const isNew = await insertSetting(database, 'mode', config.mode);
  if (isNew && config.mode === 'demo') {
    const { seconds } = machineClock.now().until(DEMO_START, { largestUnit: 'seconds', smallestUnit: 'seconds' });
    await insertSetting(database, 'clock-offset-seconds', String(seconds));
  }
  const mode: Mode = (await findSetting(database, 'mode')) === 'production' ? 'production' : 'demo';
  if (isModeAsked && mode !== config.mode) {
    throw new ConfigFailure({
      zh: `此数据目录是以 ${mode} 模式建立的，不能以 ${config.mode} 模式打开：请去掉 JIANNUO_MODE，或另选数据目录。`,
      en: `This store was made in ${mode} mode and cannot be opened in ${config.mode} mode: leave JIANNUO_MODE out, or choose another store.`,
    });
  }
  return mode;
}

function connectionsOf(embedded: Embedded | undefined, url: string | undefined): [owner: Connection, own: Connection] {
  if (embedded !== undefined) return [embedded.connection('owner'), embedded.connection('application')];
  const remote = { connectionString: url, connectionTimeoutMillis: 10_000 };
  // Row policies hold for the owner too, unless a superuser: a backup has to read all rows.
  return [{ ...remote, options: '-c jiannuo.within=r -c jiannuo.role=operator' }, remote];
}

/** The database did not answer: the sentence says which one and what to check. */
function unavailable(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const says = {
    zh: `无法使用数据库：${reason}。请检查 DATABASE_URL 和数据库服务。`,
    en: `The database cannot be used: ${reason}. Check DATABASE_URL and the database server.`,
  };
  return new Problem('unavailable', 'store.unavailable', { says });
}

async function prepare(owner: Connection, config: Config, { isModeAsked }: OpenOptions): Promise<[Mode, number]> {
  return withOwner(owner, async (database) => {
    if (config.databaseUrl !== undefined) {
      await requireServerVersion(database).catch((error: unknown) => {
        throw error instanceof ConfigFailure ? error : unavailable(error);
      });
    }
    await migrate(database, migrations);
    if (config.databaseUrl === undefined) await grantApplication(database);
    const mode = await settle(database, config, isModeAsked);
    return [mode, Number((await findSetting(database, 'clock-offset-seconds')) ?? 0)];
  });
}

/**
 * Connects as owner of whatever the settings name, without giving it a shape or a mode: for backup and restore.
 * @throws EmbeddedFailure or Problem `unavailable` when there is no server
 */
export async function withOwnerConnection<Result>(
  config: Config,
  say: NonNullable<OpenOptions['say']>,
  use: (owner: Connection) => Promise<Result>,
): Promise<Result> {
  const embedded =
    config.databaseUrl === undefined ? await startEmbedded(config.dataFolder, { onProgress: say }) : undefined;
  try {
    return await use(connectionsOf(embedded, config.databaseUrl)[0]);
  } finally {
    await embedded?.stop();
  }
}

/** The application's rights on tables that have just been made or restored; on an operator's server they are his. */
export async function grantRights(config: Config, owner: Connection): Promise<void> {
  if (config.databaseUrl === undefined) await grantRightsTo(owner);
}

/** The application's rights on all tables of a store of our own. */
export function grantRightsTo(owner: Connection): Promise<void> {
  return withOwner(owner, grantApplication);
}

/** The store of attachments that the settings name. */
export function openFiles({ dataFolder }: Config): FileStore {
  return new FileStore(join(dataFolder, 'attachments'));
}

/**
 * Opens the store that the settings name, starts its PostgreSQL when it is ours, and brings its shape up to date.
 * @throws ConfigFailure for a wrong setting, EmbeddedFailure or Problem `unavailable` when there is no store
 */
export async function openStore(config: Config, options: OpenOptions): Promise<Store> {
  const { say } = options;
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbedded(config.dataFolder, say === undefined ? {} : { onProgress: say })
      : undefined;
  const [ownerConnection, connection] = connectionsOf(embedded, config.databaseUrl);
  try {
    const [mode, offset] = await prepare(ownerConnection, config, options);
    const database = openDatabase({ ...connection, max: 10 });
    const clock = offsetClock(machineClock, offset);
    const memory = new AnswerMemory();
    const stage: Stage = {
      database,
      newId,
      findUnits,
      now: () => clock.now(),
      recordedNow: () => machineClock.now(),
      recall: (question, work) => memory.recall(question, work),
      hasRoom: async () => embedded === undefined || !(await embedded.isDiskLow()),
    };
    const secret = () => config.secret ?? keptSecret(config.dataFolder);
    let gate: Gate | undefined;
    const { origin, oidc } = config;
    return {
      gate: () => (gate ??= openGate({ stage, connection, secret: secret(), origin, oidc })),
      secret,
      stage,
      mode,
      embedded,
      ownerConnection,
      connection,
      memory,
      files: openFiles(config),
      home: () => memory.recall('home', () => orUnavailable(() => findHome(database))),
      close: async () => {
        await gate?.close();
        await database.destroy();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** Whoever works at the machine itself, for all that the store holds. */
export function operatorOf(region: RegionCode): Actor {
  return { id: 'operator', role: 'operator', region };
}

/** The product's own work by the clock, for all that the store holds. */
export function clockOf(region: RegionCode): Actor {
  return { id: 'clock', role: 'clock', region };
}

/** Anybody, without an account. */
export function visitorOf(region: RegionCode): Actor {
  return { id: 'visitor', role: 'visitor', region };
}

declare global {
  // The server's own code and the pages' bundle are loaded apart: the store that both use is handed over here.
  var jiannuoStore: Promise<Store> | undefined;
}

/** The one store of this process. */
export function theStore(say?: OpenOptions['say']): Promise<Store> {
  return (globalThis.jiannuoStore ??= openStore(readConfig(process.env), {
    ...(say === undefined ? {} : { say }),
    isModeAsked: (process.env['JIANNUO_MODE'] ?? '') !== '',
  }));
}
