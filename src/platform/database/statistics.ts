import { sql } from 'kysely';
import type { Transaction } from './database.ts';

/**
 * Lets the planner look again at tables that have doubled since it last did. A store that grows from nothing within a
 * minute is else planned for as if it were empty, foreign keys' look-ups among them: an import took fifteen times as long.
 */
export async function refreshStatistics(tx: Transaction, schema: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind = 'r'
      and pg_relation_size(c.oid) > 2 * 8192 * greatest(c.relpages, 2)`.execute(tx);
  if (rows.length === 0) return;
  await sql.raw(`analyze ${rows.map(({ name }) => name).join(', ')}`).execute(tx);
}
