import { type RawBuilder, sql } from 'kysely';
import type { NameOrder } from '../../contract.ts';

/**
 * Rows put in order by the names of people, by sound or by strokes, the same on the wall, in the office and in files. Each
 * order is total: of two of one name, the id decides.
 * @param row the alias of a row with `name`, `pinyin` and `id`; without one, the columns stand by themselves
 */
export function byName(order: NameOrder, row?: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(row === undefined ? name : `${row}.${name}`);
  const sound = order === 'pinyin' ? column('pinyin') : column('name');
  const how = order === 'pinyin' ? sql`"C"` : sql`kernel.strokes`;
  return sql`${sound} collate ${how}, ${column('name')} collate "C", ${column('id')}`;
}
