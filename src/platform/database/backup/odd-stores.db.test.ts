import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import type pg from 'pg';
import { describe, expect } from 'vitest';
import { openDatabase, openPool } from '#platform/database/database.ts';
import { type Migrations, migrate } from '#platform/database/migrate.ts';
import { run, test } from '#tests/support/backup.ts';
import { compareStores } from './compare-stores.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const OPTIONS = { productVersion: '0.1.0', madeAt: Temporal.Instant.from('2020-10-28T01:00:00Z'), overwrite: true };

const stepOf = (statements: readonly string[]): Migrations => ({
  one: {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  },
});

async function prepare(store: pg.PoolConfig, shape: Migrations): Promise<void> {
  const database = openDatabase(store);
  await migrate(database, shape).finally(() => database.destroy());
}

const ODD_SHAPE = stepOf([
  `create schema "Odd ""schema""; 区"`,
  `create table "Odd ""schema""; 区".z_parent (
     "Key " text primary key,
     "doubled $" text generated always as ("Key " || "Key ") stored)`,
  `create table "Odd ""schema""; 区"."a\\child ""x""" (
     id bigint generated always as identity (start with 5 increment by 3) primary key,
     dropped int,
     "of'" text not null references "Odd ""schema""; 区".z_parent)`,
  `alter table "Odd ""schema""; 区"."a\\child ""x""" drop column dropped`,
  `create table hen (id int primary key, mother int references hen, egg int)`,
  `create table egg (id int primary key, hen int not null references hen)`,
  `alter table hen add constraint "to ""egg""" foreign key (egg) references egg`,
  `create table day (on_day date not null, what text) partition by range (on_day)`,
  `create table day_2020 partition of day for values from ('2020-01-01') to ('2021-01-01')`,
  `create table day_other partition of day default`,
  `create table animal (name text)`,
  `create table dog (barks bool) inherits (animal)`,
  `create sequence free_standing`,
  `create view only_dogs as select * from dog`,
  `create materialized view counted as select count(*)::int as n from hen`,
  `create table a_roll_up (hens int not null)`,
  `create function count_hen() returns trigger language plpgsql
   as $$ begin update a_roll_up set hens = hens + 1; return new; end $$`,
  `create trigger counts after insert on hen for each row execute function count_hen()`,
  `create trigger asleep after insert on egg for each row execute function count_hen()`,
  `alter table egg disable trigger asleep`,
]);

const ODD_ROWS = [
  `insert into "Odd ""schema""; 区".z_parent values ('k'), (''), (' '), ('\\N')`,
  `insert into "Odd ""schema""; 区"."a\\child ""x""" ("of'") values ('k'), ('\\N'), ('')`,
  `insert into a_roll_up values (0)`,
  `insert into hen values (1, null, null), (2, 1, null)`,
  `insert into egg values (10, 1), (11, 2)`,
  `update hen set egg = 9 + id`,
  `insert into day values ('2020-02-29', 'x'), ('infinity', null), ('-infinity', 'y'), ('4000-01-01 BC', 'same'),
     ('4000-01-01 BC', 'same')`,
  `insert into animal values ('cat')`,
  `insert into dog values ('rex', true)`,
  `select nextval('free_standing'), nextval('free_standing')`,
];

describe('a store of any shape', () => {
  test('comes back: circles, partitions, identities, triggers, views, odd names', async ({ newStore, folder }) => {
    const [store, target] = [await newStore(), await newStore()];
    await prepare(store, ODD_SHAPE);
    await run(store, ...ODD_ROWS);
    const file = join(folder, 'a');
    const { manifest } = await writeBackup(store, file, OPTIONS);
    await restoreBackup(target, file, { migrations: ODD_SHAPE });

    expect(await compareStores(store, target)).toEqual([]);
    expect(manifest.tables.map(({ name }) => name).toSorted()).toEqual(
      ['a\\child "x"', 'animal', 'day', 'dog', 'egg', 'hen', 'a_roll_up', 'z_parent'].toSorted(),
    );
    const results = await run(
      target,
      'select hens from a_roll_up',
      'select n from counted',
      `select conname, condeferrable from pg_constraint where conname = 'to "egg"'`,
      `select tgname, tgenabled from pg_trigger where not tgisinternal order by tgname`,
      'select tableoid::regclass::text as part from day order by 1',
      'select name from only animal',
      `select "doubled $" as doubled from "Odd ""schema""; 区".z_parent where "Key " = 'k'`,
      `insert into "Odd ""schema""; 区"."a\\child ""x""" ("of'") values ('k') returning id`,
      `select nextval('free_standing')`,
    );
    expect(results.map(({ rows }) => rows as unknown[])).toEqual([
      [{ hens: 2 }],
      [{ n: 2 }],
      [{ conname: 'to "egg"', condeferrable: false }],
      [
        { tgname: 'asleep', tgenabled: 'D' },
        { tgname: 'counts', tgenabled: 'O' },
      ],
      ['day_2020', 'day_other', 'day_other', 'day_other', 'day_other'].map((part) => ({ part })),
      [{ name: 'cat' }],
      [{ doubled: 'kk' }],
      [{ id: 14n }],
      [{ nextval: 3n }],
    ]);
  });
});

const VALUES_SHAPE = stepOf([
  `create table thing (
     id int not null, t text, vc varchar(40), n numeric, f float8, r real, b bytea, j jsonb, js json, ta text[],
     at timestamptz, ts timestamp, d date, ti time, span interval, flag bool, u uuid, rng tstzrange, ip inet)`,
]);

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll('\0', '')),
  fc.constantFrom(
    '\\N',
    '\\.',
    '\\',
    '',
    '\n',
    '\r\n',
    '\t',
    '\\\n',
    '𠅤',
    '👩‍👩‍👧',
    '\u{10ffff}',
    "'",
    '"',
    '{}',
    'NULL',
    '\u0001',
  ),
);
const wellFormed = oddText.map((text) => text.toWellFormed());
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const instant = fc.oneof(
  fc.constantFrom('infinity', '-infinity', '4713-01-01 00:00:00+00 BC', '294276-12-31 23:59:59.999999+00'),
  fc
    .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
    .map((day) => day.toISOString()),
);

const thing = fc.tuple(
  maybe(wellFormed),
  maybe(wellFormed.map((text) => Array.from(text).slice(0, 20).join(''))),
  maybe(fc.oneof(fc.bigInt().map(String), fc.constantFrom('NaN', 'Infinity', '-Infinity', '0.00', '1e-300', '-1.10'))),
  maybe(fc.oneof(fc.double(), fc.constantFrom(-0, Number.MIN_VALUE, 0.1 + 0.2)).map(String)),
  maybe(fc.float().map(String)),
  maybe(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
  maybe(
    fc
      .json()
      .filter((json) => !json.includes('\\u0000'))
      .map((json) => json.toWellFormed()),
  ),
  maybe(fc.constantFrom('{"b":1,  "a":1.0, "a":2}', '[1e2]', '"\\\\N"')),
  maybe(fc.array(maybe(wellFormed), { maxLength: 4 })),
  maybe(instant),
  maybe(instant.map((text) => text.replace(/[+]00|Z$/, ''))),
  maybe(fc.constantFrom('infinity', '-infinity', '0001-01-01 BC', '2020-02-29', '5874897-12-31')),
  maybe(fc.constantFrom('00:00', '24:00', '23:59:59.999999')),
  maybe(fc.constantFrom('1 mon -1 day 00:00:00.000001', '-178000000 years', '0')),
  maybe(fc.boolean()),
  maybe(fc.uuid()),
  maybe(fc.constantFrom('empty', '(,)', '[2020-01-01,infinity)')),
  maybe(fc.constantFrom('::1/128', '10.0.0.0/8')),
);

const COLUMNS = 't, vc, n, f, r, b, j, js, ta, at, ts, d, ti, span, flag, u, rng, ip';
const PLACES = COLUMNS.split(', ')
  .map((_, at) => `$${at + 2}`)
  .join(', ');

/** By way of the server's own text of each row, not of COPY: told apart even where COPY would err twice alike. */
const READ = `select id, ${COLUMNS.split(', ')
  .map((name) => `encode(convert_to(${name}::text, 'UTF8'), 'hex') as ${name}`)
  .join(', ')}
  from thing order by id, thing::text`;

describe('any value', () => {
  test('comes back as it was', { timeout: 120_000 }, async ({ newStore, folder }) => {
    const [store, target] = [await newStore(), await newStore()];
    await prepare(store, VALUES_SHAPE);
    const pool = openPool({ ...store, max: 1 });
    const file = join(folder, 'a');
    await fc.assert(
      fc.asyncProperty(fc.array(thing, { minLength: 1, maxLength: 40 }), async (things) => {
        await pool.query('delete from thing');
        await run(target, 'drop table if exists thing, kysely_migration, kysely_migration_lock');
        for (const [id, values] of things.entries()) {
          await pool.query(`insert into thing (id, ${COLUMNS}) values ($1, ${PLACES})`, [id, ...values]);
        }
        await writeBackup(store, file, OPTIONS);
        await restoreBackup(target, file, { migrations: VALUES_SHAPE });
        const [before, after] = [await run(store, READ), await run(target, READ)];
        expect(after[0]?.rows).toEqual(before[0]?.rows);
        expect(before[0]?.rows).toHaveLength(things.length);
      }),
      { numRuns: 25, seed: 20201028 },
    );
    await pool.end();
  });
});
