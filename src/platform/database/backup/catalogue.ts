import pg from 'pg';
import type { SequenceValue, TableShape } from './format.ts';

/** The migrator's own tables: the manifest names the steps taken, and a restore takes them again. */
export const BOOKKEEPING = ['kysely_migration', 'kysely_migration_lock'];

export const quote = (name: string): string => pg.escapeIdentifier(name);
export const quoteFull = (what: { readonly schema: string; readonly name: string }): string =>
  `${quote(what.schema)}.${quote(what.name)}`;

/** Tables that the job queue makes itself; what waits in them is due again by the clock, or stands in the outbox. */
const NOT_KEPT = 'jobs';

const OF_THE_PRODUCT = `
  n.nspname !~ '^pg_' and n.nspname not in ('information_schema', '${NOT_KEPT}') and c.relpersistence <> 't'
  and not exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

const TABLES = `
  select n.nspname as schema, c.relname as name, c.relkind = 'p' as "isPartitioned",
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
     from pg_catalog.pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    coalesce((
      select json_agg(a.attname order by k.position)
      from pg_catalog.pg_index i
      cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, position)
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indrelid = c.oid and i.indisprimary and k.position <= i.indnkeyatts), '[]') as key
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and ${OF_THE_PRODUCT} and c.relname <> all ($1)
  order by n.nspname collate "C", c.relname collate "C"`;

/**
 * Every table that holds rows of its own, in the order of names. Not among them: views, partitions (their rows are read
 * through the table that they are part of), tables of extensions, temporary tables, and the migrator's own. Generated
 * columns are left out, as nothing can be written to them.
 */
export async function readTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<Omit<TableShape, 'columns'> & { columns: TableShape['columns'] | null }>(TABLES, [
    BOOKKEEPING,
  ]);
  return rows.flatMap(({ columns, ...table }) => (columns ? [{ ...table, columns }] : []));
}

export interface ForeignKey {
  readonly name: string;
  readonly isDeferrable: boolean;
  readonly from: { readonly schema: string; readonly name: string };
  readonly to: { readonly schema: string; readonly name: string };
}

const FOREIGN_KEYS = `
  select k.conname as name, k.condeferrable as "isDeferrable",
    json_build_object('schema', n.nspname, 'name', c.relname) as "from",
    json_build_object('schema', rn.nspname, 'name', r.relname) as "to"
  from pg_catalog.pg_constraint k
  join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_class r on r.oid = k.confrelid join pg_catalog.pg_namespace rn on rn.oid = r.relnamespace
  where k.contype = 'f' and k.conparentid = 0 and not c.relispartition and ${OF_THE_PRODUCT}
  order by n.nspname collate "C", c.relname collate "C", k.conname collate "C"`;

export async function readForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  return (await client.query<ForeignKey>(FOREIGN_KEYS)).rows;
}

const SEQUENCES = `
  select n.nspname as schema, c.relname as name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'S' and ${OF_THE_PRODUCT}
  order by n.nspname collate "C", c.relname collate "C"`;

/** Where each sequence stands. Sequences are outside of snapshots: to be read after the rows, never before them. */
export async function readSequences(client: pg.ClientBase): Promise<SequenceValue[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(SEQUENCES);
  const values: SequenceValue[] = [];
  for (const sequence of rows) {
    const value = await client.query<Pick<SequenceValue, 'lastValue' | 'isCalled'>>(
      `select last_value::text as "lastValue", is_called as "isCalled" from ${quoteFull(sequence)}`,
    );
    values.push(...value.rows.map((row) => ({ ...sequence, ...row })));
  }
  return values;
}

/** The names of the steps that have shaped the store, sorted; none when it was never shaped. */
export async function readMigrations(client: pg.ClientBase): Promise<string[]> {
  const table = await client.query<{ name: string | null }>(`select to_regclass('kysely_migration')::text as name`);
  const name = table.rows[0]?.name;
  if (!name) return [];
  const { rows } = await client.query<{ name: string }>(`select name from ${name}`);
  return rows.map((row) => row.name).toSorted();
}

/** Tables in an order in which each comes after those that it points to, as far as they do not point in a circle. */
export function inLoadingOrder(tables: readonly TableShape[], foreignKeys: readonly ForeignKey[]): TableShape[] {
  const byName = new Map(tables.map((table) => [quoteFull(table), table]));
  const targets = Map.groupBy(foreignKeys, (key) => quoteFull(key.from));
  const ordered = new Set<TableShape>();
  const entered = new Set<TableShape>();
  const enter = (table: TableShape): void => {
    if (entered.has(table)) return;
    entered.add(table);
    for (const { to } of targets.get(quoteFull(table)) ?? []) {
      const target = byName.get(quoteFull(to));
      if (target) enter(target);
    }
    ordered.add(table);
  };
  tables.forEach(enter);
  return [...ordered];
}
