import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** A table whose rows point to a person, a post or a commitment. */
export interface Reference {
  readonly parent: string;
  readonly child: string;
  /** Of the child: the column that holds the parent's id, and the one that holds its district. */
  readonly column: string;
  readonly districtColumn: string;
  /** What tells the child's rows apart within a district. */
  readonly keyColumns: readonly string[];
}

/** All that points to what an import writes, from the schema itself: a table that is added later is not forgotten. */
export async function findReferences(tx: Transaction): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select parent.oid::regclass::text as parent, child.oid::regclass::text as child,
      to_json(array(
        select a.attname from unnest(k.conkey, k.confkey) as c (own, theirs)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.own
        join pg_attribute f on f.attrelid = k.confrelid and f.attnum = c.theirs
        where f.attname = 'id'))->>0 as "column",
      to_json(array(
        select a.attname from unnest(k.conkey, k.confkey) as c (own, theirs)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.own
        join pg_attribute f on f.attrelid = k.confrelid and f.attnum = c.theirs
        where f.attname = 'district_code'))->>0 as "districtColumn",
      to_json(array(
        select a.attname from pg_index i join unnest(i.indkey) with ordinality as c (own, n) on true
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = c.own
        where i.indrelid = child.oid and i.indisprimary and a.attname <> 'district_code' order by c.n)) as "keyColumns"
    from pg_constraint k
    join pg_class parent on parent.oid = k.confrelid
    join pg_class child on child.oid = k.conrelid
    where k.contype = 'f' and k.confrelid in (
      'kernel.person'::regclass, 'deputies.membership'::regclass, 'deputies.commitment'::regclass)
    order by 1, 2`.execute(tx);
  return rows;
}

/** The key under which a row of the referring table would be kept. */
export function keyOfChild({ keyColumns }: Reference, row: string) {
  const columns = keyColumns.map((column) => sql`${sql.ref(`${row}.${column}`)}`);
  return sql<string>`concat_ws(' ', ${sql.join(columns)})`;
}
