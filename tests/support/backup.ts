import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { inject, test as base } from 'vitest';
import { openPool } from '#platform/database/database.ts';

const connectionTo = (database: string): pg.PoolConfig => ({
  host: inject('socketFolder'),
  user: 'jiannuo',
  database,
});

/** Runs statements one after the other, on a connection of their own. */
export async function run(connection: pg.PoolConfig, ...statements: readonly string[]): Promise<pg.QueryResult[]> {
  const pool = openPool({ ...connection, max: 1 });
  const results: pg.QueryResult[] = [];
  try {
    for (const statement of statements) results.push(await pool.query(statement));
  } finally {
    await pool.end();
  }
  return results;
}

interface Fixtures {
  /** Makes a database, dropped after the test: `migrated` is shaped by the product, `template0` by nobody. */
  newStore: (template?: 'migrated' | 'template0') => Promise<pg.PoolConfig>;
  /** Removed after the test. */
  folder: string;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- the form that vitest asks for
  newStore: async ({}, use) => {
    const names: string[] = [];
    await use(async (template = 'template0') => {
      const name = `t_${randomUUID().replaceAll('-', '')}`;
      await run(connectionTo('postgres'), `create database ${name} template ${template}`);
      names.push(name);
      return connectionTo(name);
    });
    for (const name of names) await run(connectionTo('postgres'), `drop database ${name} with (force)`);
  },
  // eslint-disable-next-line no-empty-pattern -- the form that vitest asks for
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'jiannuo-backup-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

const DISTRICT = '500199';

/** Rows in the tables that the product's steps make, some with characters that few fonts have. */
export const PRODUCT_ROWS = [
  `insert into kernel.setting values ('mode', 'demo')`,
  `insert into kernel.person (district_code, id, name, pinyin, initials, phone)
   select '${DISTRICT}', md5('person ' || n)::uuid, '𠅤' || n || E'\\\\N\\n\\t\\\\', 'x', 'x', case when n % 3 = 0 then '👩‍👩‍👧' end
   from generate_series(1, 500) n`,
  `insert into kernel.consent
   select district_code, id, 'phone', 'wall', date '2017-01-01' + 1, 'infinity', '' from kernel.person limit 300`,
  `insert into kernel.journal_entry (district_code, at, actor, event, subject, facts)
   select district_code, '2020-10-28T01:00:00.123456Z', 'operator', 'made', id::text, jsonb_build_object('"', name)
   from kernel.person`,
  `insert into deputies.programme_scope values ('${DISTRICT}', 2020, array['county', '', 'null', '{"\\}']), ('1', 1, '{}')`,
  `insert into deputies.membership
   select district_code, md5('membership ' || id::text)::uuid, id, '500199101000', 'county', '-infinity', null
   from kernel.person`,
  `insert into deputies.listing (district_code, membership_id, year, remarks, extra)
   select district_code, id, 2020, repeat('言必信,行必果。', 40), '{"a": [1.10, null, "\\u0007"]}' from deputies.membership`,
  `insert into deputies.import_batch (district_code, region, id, submission, state, total, started_at, changed_at)
   values ('${DISTRICT}', '${DISTRICT}000000', md5('batch')::uuid, 'once', 'done', 3, '2020-01-01', 'infinity')`,
  `insert into deputies.incoming_file (district_code, id, batch_id, position, name, size, bytes, received_at)
   select '${DISTRICT}', md5('file')::uuid, md5('batch')::uuid, 1, 'a.xlsx', 200000,
     (select string_agg(sha256(n::text::bytea), null) from generate_series(1, 200000) n), '2020-01-01'`,
];
