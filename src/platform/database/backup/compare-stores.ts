import type pg from 'pg';
import { readMigrations, readSequences, readTables } from './catalogue.ts';
import { fullName } from './format.ts';
import { digestRows, withSnapshot } from './session.ts';

/** Something that is not the same in two stores. What one of them lacks altogether is undefined there. */
export interface StoreDifference {
  /** A table as `schema.name`, a sequence as `sequence schema.name`, or `migrations`. */
  readonly what: string;
  readonly a: string | undefined;
  readonly b: string | undefined;
}

/** What tells one store from another, each in a line: rows and SHA-256 of a table, the value of a sequence. */
async function describeStore(connection: pg.PoolConfig): Promise<Map<string, string>> {
  return withSnapshot(connection, async (client) => {
    const store = new Map([['migrations', (await readMigrations(client)).join(' ')]]);
    for (const table of await readTables(client)) {
      // Steps taken in another order leave the same columns in another order.
      const columns = table.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const { rows, sha256 } = await digestRows(client, { ...table, columns });
      store.set(fullName(table), `${rows} rows, ${columns.map(({ name }) => name).join(' ')}, ${sha256}`);
    }
    for (const sequence of await readSequences(client)) {
      store.set(`sequence ${fullName(sequence)}`, `${sequence.lastValue} ${sequence.isCalled ? 'used' : 'unused'}`);
    }
    return store;
  });
}

/** @returns in what two stores differ: every table row by row, and every sequence; nothing when they hold the same */
export async function compareStores(a: pg.PoolConfig, b: pg.PoolConfig): Promise<StoreDifference[]> {
  const inA = await describeStore(a);
  const inB = await describeStore(b);
  return [...new Set([...inA.keys(), ...inB.keys()])]
    .map((what) => ({ what, a: inA.get(what), b: inB.get(what) }))
    .filter((difference) => difference.a !== difference.b);
}
