import type pg from 'pg';
import { quote, quoteFull, type ForeignKey, readForeignKeys } from './catalogue.ts';
import type { SequenceValue, TableShape } from './format.ts';

interface Trigger {
  readonly name: string;
  readonly isAlways: boolean;
  readonly table: { readonly schema: string; readonly name: string };
}

const TRIGGERS = `
  select t.tgname as name, t.tgenabled = 'A' as "isAlways",
    json_build_object('schema', n.nspname, 'name', c.relname) as "table"
  from pg_catalog.pg_trigger t
  join pg_catalog.pg_class c on c.oid = t.tgrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled in ('O', 'A') and n.nspname !~ '^pg_'`;

/** Foreign keys that point to a table which is loaded later: only where tables point in a circle. */
function pointingAhead(foreignKeys: readonly ForeignKey[], order: readonly TableShape[]): ForeignKey[] {
  const places = new Map(order.map((table, at) => [quoteFull(table), at]));
  const placeOf = (table: ForeignKey['from']) => places.get(quoteFull(table)) ?? -1;
  return foreignKeys.filter((key) => !key.isDeferrable && placeOf(key.to) > placeOf(key.from));
}

/**
 * Runs `load` with nothing in the way of rows that were right once already: triggers are off, as what they did is among
 * the rows, and references are checked at the end. All of it is as before afterwards, and when the transaction fails.
 * @param order the tables in the order in which they are loaded
 */
export async function withoutGuards(
  client: pg.ClientBase,
  order: readonly TableShape[],
  load: () => Promise<void>,
): Promise<void> {
  const triggers = (await client.query<Trigger>(TRIGGERS)).rows;
  const ahead = pointingAhead(await readForeignKeys(client), order);
  for (const { table, name } of triggers) {
    await client.query(`alter table ${quoteFull(table)} disable trigger ${quote(name)}`);
  }
  for (const { from, name } of ahead) {
    await client.query(`alter table ${quoteFull(from)} alter constraint ${quote(name)} deferrable`);
  }
  await client.query('set constraints all deferred');
  await load();
  await client.query('set constraints all immediate');
  for (const { from, name } of ahead) {
    await client.query(`alter table ${quoteFull(from)} alter constraint ${quote(name)} not deferrable`);
  }
  for (const { table, name, isAlways } of triggers) {
    await client.query(`alter table ${quoteFull(table)} enable ${isAlways ? 'always ' : ''}trigger ${quote(name)}`);
  }
}

const VIEWS_WITH_ROWS = `
  select n.nspname as schema, c.relname as name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'm' and n.nspname !~ '^pg_'
  order by c.oid`;

/** Materialised views are made again from the rows, in the order of their making: a later one may read an earlier. */
export async function refreshViews(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ schema: string; name: string }>(VIEWS_WITH_ROWS);
  for (const view of rows) await client.query(`refresh materialized view ${quoteFull(view)}`);
}

/** Sets each sequence to where it stood; undone with the transaction. */
export async function setSequences(client: pg.ClientBase, sequences: readonly SequenceValue[]): Promise<void> {
  for (const sequence of sequences) {
    const name = quoteFull(sequence);
    // setval alone would outlive a rollback; a restart gives the sequence a new file within this transaction.
    await client.query(`alter sequence ${name} restart`);
    await client.query('select setval($1::text::regclass, $2::text::bigint, $3)', [
      name,
      sequence.lastValue,
      sequence.isCalled,
    ]);
  }
}
