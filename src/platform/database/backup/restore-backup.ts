import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { FileStore } from '../../files/file-store.ts';
import type { Tables, Transaction } from '../database.ts';
import { type Migrations, migrate } from '../migrate.ts';
import { quoteFull, readMigrations, readSequences, readTables } from './catalogue.ts';
import { sameDigest } from './digest.ts';
import { BackupFailure, noRights } from './failure.ts';
import { type Manifest, type OnProgress, type TableShape, fullName } from './format.ts';
import { refreshViews, setSequences, withoutGuards } from './loading.ts';
import { BackupFile, type VerifiedBackup, readFiles, readTexts, verifyOpenBackup } from './read-backup.ts';
import { columnList, digestRows, prepareSession, source, withClient } from './session.ts';
import { type BackupSummary, summarise } from './write-backup.ts';

export interface RestoreBackupOptions {
  /** Every step that this product knows. */
  readonly migrations: Migrations;
  readonly onProgress?: OnProgress;
  /** Where its files go. */
  readonly files?: FileStore;
}

export interface RestoreSummary extends BackupSummary {
  /** The steps taken after the rows were loaded, because the backup came from an older product. */
  readonly upgraded: readonly string[];
}

/** Where a restore happens: one connection, seen by pg and by the migrator, in one transaction. */
interface Target {
  readonly client: pg.ClientBase;
  readonly tx: Transaction;
}

async function withTarget<Result>(
  connection: pg.PoolConfig,
  use: (target: Target) => Promise<Result>,
): Promise<Result> {
  return withClient(connection, async (client) => {
    const only = { query: client.query.bind(client), release: () => undefined };
    const pool = { connect: () => Promise.resolve(only), end: () => Promise.resolve() };
    // The client is one of pg's; its many forms of `query` are more than the dialect's type asks for.
    const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
    return database.transaction().execute((tx) => use({ client, tx }));
  });
}

/** Said before the first step: a step that fails says no more than that it failed. */
async function refuseWithoutRights(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ may: boolean | null }>(
    `select has_database_privilege(current_database(), 'create')
       and has_schema_privilege(current_schema(), 'create') as may`,
  );
  if (!rows[0]?.may) throw noRights(new Error('may not create schemas and tables'));
}

/** @throws BackupFailure `backup.too-new`, `restore.store-newer`, `store.no-rights` */
async function refuseOtherSteps(client: pg.ClientBase, manifest: Manifest, known: readonly string[]): Promise<void> {
  const unknown = manifest.migrations.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new BackupFailure('backup.too-new', {
      zh: `备份由更新版本的践诺(${manifest.productVersion})生成,未作任何改动。请先升级本程序。`,
      en: `The backup was made by a newer Jiannuo (${manifest.productVersion}); nothing was changed. Upgrade this one first.`,
    });
  }
  const taken = await readMigrations(client);
  if (taken.length < known.length) await refuseWithoutRights(client);
  if (taken.every((name) => manifest.migrations.includes(name))) return;
  throw new BackupFailure('restore.store-newer', {
    zh: '目标数据库的结构比备份更新,未作任何改动。请恢复到全新的数据文件夹或新建的空数据库。',
    en: 'The store has a newer shape than the backup; nothing was changed. Restore into a new data folder or a new database.',
  });
}

/** Also keeps others from writing until the end of the transaction. */
async function refuseRows(client: pg.ClientBase): Promise<void> {
  for (const table of await readTables(client)) {
    await client.query(`lock table ${source(table)} in share row exclusive mode`);
    const { rows } = await client.query(`select 1 from ${source(table)} limit 1`);
    if (rows.length === 0) continue;
    throw new BackupFailure('restore.not-empty', {
      zh: `目标数据库不是空的(${fullName(table)} 中已有数据),未作任何改动。请恢复到全新的数据文件夹或新建的空数据库。`,
      en: `The store is not empty (there are rows in ${fullName(table)}); nothing was changed. Restore into a new data folder or a new database.`,
    });
  }
}

const columnsOf = (table: TableShape): string =>
  table.columns
    .map(({ name, type }) => JSON.stringify([name, type]))
    .toSorted()
    .join();

/** @returns the store's tables as the backup lists them: in its order, with its order of columns and its keys */
async function matchTables(client: pg.ClientBase, manifest: Manifest): Promise<TableShape[]> {
  const present = new Map((await readTables(client)).map((table) => [quoteFull(table), table]));
  return manifest.tables.map((table) => {
    const here = present.get(quoteFull(table));
    if (here && columnsOf(here) === columnsOf(table)) return { ...table, isPartitioned: here.isPartitioned };
    throw new BackupFailure('restore.shape-differs', {
      zh: `表 ${fullName(table)} 的结构与备份不同,未作任何改动。请用生成备份的程序版本恢复。`,
      en: `The table ${fullName(table)} has another shape than in the backup; nothing was changed. Restore with the version of the product that made it.`,
    });
  });
}

interface Job {
  readonly backup: VerifiedBackup;
  readonly migrations: Migrations;
  readonly onProgress: OnProgress | undefined;
  readonly files: FileStore | undefined;
}

interface Loading extends Job {
  readonly tables: readonly TableShape[];
}

async function loadRows(target: Target, file: BackupFile, loading: Loading): Promise<void> {
  const { client } = target;
  const { tables, backup, onProgress } = loading;
  const totalBytes = sumBytes(backup);
  let doneBytes = 0;
  // What the steps put in by themselves is in the backup too.
  if (tables.length > 0) await client.query(`truncate table ${tables.map(source).join(', ')}`);
  for await (const rows of readTexts(file, backup.manifest)) {
    const table = tables[rows.at];
    if (!table) continue;
    const counted = async function* () {
      for await (const part of rows.text()) {
        yield part;
        doneBytes += part.length;
        onProgress?.({ step: 'load', table: rows.name, doneBytes, totalBytes });
      }
    };
    const into = client.query(copyFrom(`copy ${quoteFull(table)} (${columnList(table)}) from stdin`));
    await pipeline(Readable.from(counted()), into);
  }
}

const sumBytes = (backup: VerifiedBackup): number =>
  backup.contents.tables.reduce((sum, table) => sum + table.bytes, 0);

function differs(what: string): BackupFailure {
  return new BackupFailure('restore.differs', {
    zh: `恢复后的 ${what} 与备份不一致,已全部撤销,未作任何改动。`,
    en: `${what} came out different from the backup; all of it was undone and nothing was changed.`,
  });
}

async function compare({ client }: Target, { tables, backup, onProgress }: Loading): Promise<void> {
  const totalBytes = sumBytes(backup);
  let doneBytes = 0;
  for (const [at, table] of tables.entries()) {
    const stated = backup.contents.tables[at];
    const digest = await digestRows(client, table, (text) => {
      doneBytes += text.length;
      onProgress?.({ step: 'compare', table: fullName(table), doneBytes, totalBytes });
    });
    if (!stated || !sameDigest(stated, digest)) throw differs(fullName(table));
  }
  const sequences = new Set((await readSequences(client)).map((sequence) => JSON.stringify(sequence)));
  const missing = backup.contents.sequences.find(({ schema, name, lastValue, isCalled }) => {
    return !sequences.has(JSON.stringify({ schema, name, lastValue, isCalled }));
  });
  if (missing) throw differs(fullName(missing));
}

const DATA_REFUSED = /^(22|23)/;

/** A value or a reference that this database does not take, though the other did: another encoding or extension. */
function explainRefusal(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError) || !DATA_REFUSED.test(error.code ?? '')) return error;
  const says = {
    zh: `数据库不接受备份中的数据(${error.message}),已全部撤销,未作任何改动。`,
    en: `The database does not take what is in the backup (${error.message}); all of it was undone and nothing was changed.`,
  };
  return new BackupFailure('restore.refused', says, { cause: error });
}

/** Before the rows are there for others: a file that no row points to is harmless, a row without its file is not. */
async function putFiles(backup: BackupFile, files: FileStore): Promise<void> {
  for await (const { file, content } of readFiles(backup)) await files.restore(file, content);
}

async function restoreInto(target: Target, file: BackupFile, job: Job): Promise<string[]> {
  const { client, tx } = target;
  const { backup, migrations } = job;
  const steps = Object.entries(migrations);
  await prepareSession(client);
  await refuseOtherSteps(client, backup.manifest, Object.keys(migrations));
  await refuseRows(client);
  const past = steps.filter(([name]) => backup.manifest.migrations.includes(name));
  await migrate(tx, Object.fromEntries(past));
  const tables = await matchTables(client, backup.manifest);
  await withoutGuards(client, tables, () => loadRows(target, file, { ...job, tables }));
  await setSequences(client, backup.contents.sequences);
  await compare(target, { ...job, tables });
  if (job.files !== undefined) await putFiles(file, job.files);
  await refreshViews(client);
  return migrate(tx, migrations);
}

/**
 * Loads a backup into an empty store, and compares every table with what was backed up. The store is given the shape
 * that it had (steps that it lacks are taken), then the rows, then the steps that came later. All in one transaction:
 * afterwards all of it is there, or nothing was changed. The application's role has to be granted its rights anew.
 * @param connection as the owner of the tables, or of a database that has none yet
 * @throws BackupFailure for a file that is damaged, foreign or too new, a store that is not empty or newer than the
 *   backup, rights that are lacking, and for whatever came out different
 */
export async function restoreBackup(
  connection: pg.PoolConfig,
  path: string,
  options: RestoreBackupOptions,
): Promise<RestoreSummary> {
  const file = await BackupFile.open(path);
  try {
    const backup = await verifyOpenBackup(file, options.onProgress);
    const { migrations, onProgress, files } = options;
    const job = { backup, migrations, onProgress, files };
    const upgraded = await withTarget(connection, (target) => restoreInto(target, file, job)).catch(
      (error: unknown) => {
        throw explainRefusal(error);
      },
    );
    return { ...summarise(path, backup), upgraded };
  } finally {
    await file.close();
  }
}
