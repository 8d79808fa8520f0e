import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import { type Tables, openPool } from '#platform/database/database.ts';
import type { Store } from '../../src/composition.server.ts';
import { type Measured, median, percentile95, timed } from './report.ts';

const RUNS = 60;
const LIMIT_MS = 50;
/** A use case may take so many times what its queries take alone. */
const TIMES = 3;

/** A stage whose statements can be heard, and use cases on it held against 50 ms and three times their bare queries. */
export function openAgainstQueries(store: Store) {
  const pool = openPool({ ...store.connection, max: 2 });
  /** Statements as they are sent, while there is somebody to keep them. */
  let heard: CompiledQuery[] | undefined;
  const database = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      heard?.push(query);
    },
  });

  async function statementsOf(run: () => Promise<unknown>): Promise<readonly CompiledQuery[]> {
    heard = [];
    await run();
    const statements = heard;
    heard = undefined;
    return statements;
  }

  /** The same statements with nothing around them. */
  async function bare(statements: readonly CompiledQuery[]): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query('begin transaction isolation level repeatable read read only');
      for (const { sql: text, parameters } of statements) await client.query(text, [...parameters]);
      await client.query('commit');
    } finally {
      client.release();
    }
  }

  async function measure(what: string, run: () => Promise<unknown>): Promise<Measured[]> {
    const statements = (await statementsOf(run)).filter(
      (query) => !/^\s*(begin|commit|set transaction)/.test(query.sql),
    );
    const ours: number[] = [];
    const alone: number[] = [];
    // By turns, so that whatever else the machine does falls on both.
    for (let turn = 0; turn < RUNS; turn++) {
      ours.push(await timed(run));
      alone.push(await timed(() => bare(statements)));
    }
    const limit = TIMES * median(alone);
    return [
      { what, ours: median(ours), limit: LIMIT_MS, unit: 'ms', is: 'at-most' },
      { what: `${what}, 95th percentile`, ours: percentile95(ours), limit: LIMIT_MS, unit: 'ms', is: 'at-most' },
      {
        what: `${what}, ${statements.length} bare queries times ${TIMES}`,
        ours: median(ours),
        limit,
        unit: 'ms',
        is: 'at-most',
      },
    ];
  }

  return { stage: { ...store.stage, database }, measure, close: () => database.destroy() };
}
