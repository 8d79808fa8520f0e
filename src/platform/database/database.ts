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

// pg names the types that it knows; the server may send others, which are parsed as text.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    OWN_PARSERS.get(oid) ?? (pg.types.getTypeParser(oid as never, format ?? 'text') as (text: string) => unknown),
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

export function openDatabase(connection: Connection): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(connection) }) });
}
