import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrations } from '../../src/migrations.ts';
import { type Database, openDatabase } from '../../src/platform/database/database.ts';

/** Tables whose rows belong to no single district, and why. */
const OF_NO_DISTRICT: Readonly<Record<string, string>> = {
  'kernel.setting': 'of the store as a whole',
  'kernel.region': 'the same for all districts: on a cluster it is copied to each machine',
  'kernel.account': 'signs in before anybody knows its district, by a name that is one in the store',
  'kernel.account_session': 'of an account',
  'kernel.account_credential': 'of an account',
  'kernel.account_verification': 'of a sign-in that has only begun',
  'kernel.account_second_factor': 'of an account',
  'kernel.sign_in_lock': 'of an account or of an address that nobody has an account for',
  'kernel.sign_in_event': 'of the door: many of them concern no account at all',
  'deputies.figure_series': 'of a district, and of each region above it',
  'deputies.outcome_series': 'of a district, and of each region above it',
};

async function rowsOf<Row>(database: Database, text: string): Promise<Row[]> {
  return (await sql.raw<Row>(text).execute(database)).rows;
}

const OWN = "n.nspname not in ('pg_catalog', 'information_schema', 'public') and n.nspname !~ '^pg_'";

/** All that a schema consists of, as text: two of them differ when a step has touched the schema. */
async function shapes(database: Database): Promise<Map<string, string>> {
  const rows = await rowsOf<{ schema: string; shape: string }>(
    database,
    `select schema, string_agg(part, e'\\n' order by part) as shape from (
       select n.nspname as schema, 'schema' as part from pg_namespace n where ${OWN}
       union all
       select n.nspname, concat_ws(' ', c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod),
         a.attnotnull, a.attstorage, pg_get_expr(d.adbin, d.adrelid))
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where ${OWN}
       union all
       select n.nspname, pg_get_indexdef(i.indexrelid)
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where ${OWN}
       union all
       select n.nspname, concat_ws(' ', k.conname, pg_get_constraintdef(k.oid))
       from pg_constraint k join pg_namespace n on n.oid = k.connamespace where ${OWN}
       union all
       select n.nspname, pg_get_functiondef(p.oid)
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OWN}
       union all
       select n.nspname, pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
       join pg_namespace n on n.oid = c.relnamespace where ${OWN} and not t.tgisinternal
       union all
       select n.nspname, concat_ws(' ', c.relname, c.relrowsecurity, c.relforcerowsecurity, p.polname, p.polcmd,
         pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
       from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where ${OWN}
     ) parts group by schema`,
  );
  return new Map(rows.map(({ schema, shape }) => [schema, shape]));
}

describe('the schemas', () => {
  const host = inject('socketFolder');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const admin = openDatabase({ host, user: 'jiannuo', database: 'postgres' });
  const migrated = openDatabase({ host, user: 'jiannuo', database: name });

  beforeAll(() => sql.raw(`create database ${name}`).execute(admin));
  afterAll(async () => {
    await migrated.destroy();
    await sql.raw(`drop database ${name}`).execute(admin);
    await admin.destroy();
  });

  test('each step changes only the schema in its name', async () => {
    for (const step of Object.keys(migrations).toSorted()) {
      const before = await shapes(migrated);
      await migrations[step]?.up(migrated);
      const after = await shapes(migrated);
      const changed = [...after.keys(), ...before.keys()].filter((schema) => before.get(schema) !== after.get(schema));
      const [, owner] = step.split('-');
      expect([step, [...new Set(changed)]]).toEqual([step, [owner]]);
    }
  });

  test('nothing lies outside of the schemas of the kernel and the modules', async () => {
    const rows = await rowsOf(
      migrated,
      `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'`,
    );
    expect(rows).toEqual([]);
  });

  test('foreign keys stay within a schema, or point from a module to the kernel', async () => {
    const keys = await rowsOf<{ from: string; to: string }>(
      migrated,
      `select n.nspname as from, m.nspname as to from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_class d on d.oid = k.confrelid join pg_namespace m on m.oid = d.relnamespace
       where k.contype = 'f'`,
    );
    expect(keys).toContainEqual({ from: 'deputies', to: 'kernel' });
    expect(keys.filter(({ from, to }) => from !== to && to !== 'kernel')).toEqual([]);
  });

  test('rows of a district are kept together: keys, and what they point to, begin with district_code', async () => {
    const tables = await rowsOf<{ table: string; district: boolean }>(
      migrated,
      `select n.nspname || '.' || c.relname as table, exists (select from pg_attribute a
         where a.attrelid = c.oid and a.attname = 'district_code' and a.attnotnull) as district
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OWN} and c.relkind in ('r', 'p')`,
    );
    const without = tables.filter(({ district }) => !district).map(({ table }) => table);
    expect(without.toSorted()).toEqual(Object.keys(OF_NO_DISTRICT).toSorted());

    const keys = await rowsOf<{ table: string; columns: string[] }>(
      migrated,
      `select n.nspname || '.' || c.relname as table, array(select a.attname::text from unnest(i.indkey::int[])
         with ordinality as key (number, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = key.number
         order by place) as columns
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
       where ${OWN} and i.indisunique and c.relkind in ('r', 'p')`,
    );
    const keyed = keys.filter(({ table }) => !(table in OF_NO_DISTRICT));
    expect(new Set(keyed.map(({ table }) => table)).size).toBe(tables.length - without.length);
    expect(keyed.filter(({ columns }) => columns[0] !== 'district_code')).toEqual([]);
  });
});
