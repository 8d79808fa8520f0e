import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { openPool } from '../database.ts';
import { quote, quoteFull } from './catalogue.ts';
import { Digest } from './digest.ts';
import { explainStoreError, unavailable } from './failure.ts';
import type { TableDigest, TableShape } from './format.ts';

/** The same value is to be the same text on every server, and neither a policy nor a time limit may leave rows out. */
const SESSION = {
  client_encoding: 'UTF8',
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  extra_float_digits: '3',
  bytea_output: 'hex',
  row_security: 'off',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  transaction_timeout: '0',
};

/** Sets what is to hold until the end of the transaction; settings that an older server does not know are left out. */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(
    `select set_config(wanted.name, wanted.value, true)
     from unnest($1::text[], $2::text[]) as wanted (name, value) join pg_catalog.pg_settings using (name)`,
    [Object.keys(SESSION), Object.values(SESSION)],
  );
}

/**
 * Runs `use` on a connection of its own, which is closed afterwards.
 * @throws BackupFailure `store.unavailable`, `store.no-rights`, or whatever `use` throws
 */
export async function withClient<Result>(
  connection: pg.PoolConfig,
  use: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const pool = openPool({ ...connection, max: 1 });
  try {
    const client = await pool.connect().catch((error: unknown) => {
      throw unavailable(error);
    });
    // A server that goes away is reported by the query that runs, not by an event that would end the process.
    client.on('error', () => undefined);
    try {
      return await use(client);
    } finally {
      // Also stops a COPY that nobody reads any more, where a rollback would wait behind it for ever.
      client.release(true);
    }
  } catch (error) {
    throw explainStoreError(error);
  } finally {
    await pool.end();
  }
}

/** Runs `use` on one unchanging view of the store, while others go on writing to it. */
export async function withSnapshot<Result>(
  connection: pg.PoolConfig,
  use: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return withClient(connection, async (client) => {
    await client.query('begin transaction isolation level repeatable read, read only');
    await prepareSession(client);
    return use(client);
  });
}

/** Keeps the tables as they are shaped (rows may change) until the end of the transaction. */
export async function lockShape(client: pg.ClientBase, tables: readonly TableShape[]): Promise<void> {
  if (tables.length === 0) return;
  await client.query(`lock table ${tables.map(source).join(', ')} in access share mode`);
}

/** Rows of a table that others inherit from are its own alone. */
export const source = (table: TableShape): string => `${table.isPartitioned ? '' : 'only '}${quoteFull(table)}`;

export const columnList = (table: TableShape): string => table.columns.map(({ name }) => quote(name)).join(', ');

/** Types that every server puts in the same order; of all others the text is compared byte by byte. */
const SAME_EVERYWHERE = new Set(['smallint', 'integer', 'bigint', 'uuid', 'date']);

function inOrderOf({ columns, key }: TableShape): string {
  return columns
    .filter(({ name }) => key.length === 0 || key.includes(name))
    .toSorted((a, b) => key.indexOf(a.name) - key.indexOf(b.name))
    .map(({ name, type }) => (SAME_EVERYWHERE.has(type) ? quote(name) : `${quote(name)}::text collate "C"`))
    .join(', ');
}

/** The table's rows as COPY text, in the order of the key; without a key of all columns, where rows that tie are equal. */
function rowsOf(client: pg.ClientBase, table: TableShape): ReturnType<typeof copyTo> {
  const rows = `select ${columnList(table)} from ${source(table)} order by ${inOrderOf(table)}`;
  return client.query(copyTo(`copy (${rows}) to stdout`));
}

/**
 * Reads all rows of a table, passing on their text.
 * @returns how many rows and bytes there are, and the SHA-256 of the text
 */
export async function digestRows(
  client: pg.ClientBase,
  table: TableShape,
  onText?: (text: Buffer) => Promise<void> | void,
): Promise<TableDigest> {
  const digest = new Digest();
  for await (const text of rowsOf(client, table) as AsyncIterable<Buffer>) {
    digest.add(text);
    await onText?.(text);
  }
  return digest.result();
}
