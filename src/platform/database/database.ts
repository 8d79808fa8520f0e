import { Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely';
import pg from 'pg';

// Each store adds its own tables by declaration merging, so that no file has to know them all.
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Tables {}

export type Database = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;

/** Text sorts as time only when all instants have as many digits: always UTC, always six decimals. */
export function toInstantText(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 6 });
}

function readInstant(text: string): string {
  return text.endsWith('infinity') ? text : toInstantText(Temporal.Instant.from(text.replace(' ', 'T')));
}

const BIGINT = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/** pg turns a date into local midnight, which is the day before in UTC: days stay text, instants become UTC text. */
const OWN_PARSERS = new Map<number, (text: string) => unknown>([
  [BIGINT, (text) => BigInt(text)],
  [DATE, (text) => text],
  [TIMESTAMPTZ, readInstant],
]);

/** pg's types name the types that it knows; a server may send others, which are read as text. */
const parserOf = pg.types.getTypeParser as (oid: number, format: string) => (text: string) => unknown;

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => OWN_PARSERS.get(oid) ?? parserOf(oid, format ?? 'text'),
};

/** How to connect: a libpq address, or a socket folder with a database name. */
export type Connection = pg.PoolConfig;

export function openPool(connection: Connection): pg.Pool {
  const pool = new pg.Pool({ ...connection, types });
  // An idle connection that the server closes is no fault of the product: the next query opens another.
  pool.on('error', () => undefined);
  // One that is closed while it is in use, between two queries, fails the next query and not the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Codes of connections that are refused, gone, or cut by a server that stops or starts (class 57P). */
const LOST = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|57P0\d|08\d{3})$/;

/** Whether something failed because the database is not there at the moment. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isCut = /^Connection terminated|timeout exceeded when trying to connect/.test(error.message);
  return isCut || ('code' in error && LOST.test(String(error.code)));
}

export function openDatabase(connection: Connection): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(connection) }) });
}
