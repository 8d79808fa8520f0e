import { sql } from 'kysely';
import { RegionCode } from '#kernel/contract.ts';
import { seeingAll } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { UndoCounts } from '../../../contract.ts';
import { UNDO_TABLES, type UndoTable, type Undoable, ofBatch, ofTable } from './undo-tables.ts';

/** Whether anything is kept by which the batch could be undone. */
export async function isKept(tx: Transaction, of: Undoable): Promise<boolean> {
  const { rows } =
    await sql`select from deputies.import_undo u where ${ofBatch(of)} and u.kind <> 'seen' limit 1`.execute(tx);
  return rows.length > 0;
}

const COUNTED = {
  'kernel.person': 'persons',
  'deputies.membership': 'posts',
  'deputies.listing': 'listings',
  'deputies.commitment': 'commitments',
  'kernel.consent': 'consents',
} as const;

/** How much undoing would take away, and how much it would set back. */
export async function countKept(tx: Transaction, of: Undoable): Promise<UndoCounts> {
  const { rows } = await sql<{ name: keyof typeof COUNTED; created: number; changed: number }>`
    select u.table_name as name, (count(*) filter (where u.kind = 'created'))::int as created,
      (count(*) filter (where u.kind = 'changed'))::int as changed
    from deputies.import_undo u
    where ${ofBatch(of)} and u.table_name in (${sql.join(Object.keys(COUNTED))}) group by 1`.execute(tx);
  const none = { created: 0, changed: 0 };
  const counts = { persons: none, posts: none, listings: none, commitments: none, consents: none };
  return { ...counts, ...Object.fromEntries(rows.map(({ name, ...count }) => [COUNTED[name], count])) };
}

/** Everybody whom undoing touches: whose figures have to follow. */
export async function findTouched(tx: Transaction, of: Undoable): Promise<string[]> {
  const id = sql`split_part(u.key, ' ', 1)::uuid`;
  const kept = (...tables: string[]) =>
    sql`${ofBatch(of)} and u.kind <> 'seen' and u.table_name in (${sql.join(tables)})`;
  const { rows } = await seeingAll(tx, () =>
    sql<{ id: string }>`
      select ${id} as id from deputies.import_undo u where ${kept('kernel.person', 'kernel.consent')}
      union
      select m.person_id from deputies.import_undo u
      join deputies.membership m on m.district_code = u.district_code and m.id = ${id}
      where ${kept('deputies.membership', 'deputies.listing')}
      union
      select c.person_id from deputies.import_undo u
      join deputies.commitment c on c.district_code = u.district_code and c.id = ${id}
      where ${kept('deputies.commitment', 'deputies.commitment_change', 'deputies.commitment_version')}
      order by 1`.execute(tx),
  );
  return rows.map((row) => row.id);
}

export interface TakenBack {
  readonly id: string;
  readonly region: RegionCode;
  readonly year: number;
  readonly isRemoved: boolean;
}

/** The commitments that are taken away or set back, for the journal. */
export async function findTakenBack(tx: Transaction, of: Undoable): Promise<TakenBack[]> {
  const { rows } = await sql<Omit<TakenBack, 'region'> & { region: string }>`
    select c.id, c.region, c.year, u.kind = 'created' as "isRemoved" from deputies.import_undo u
    join deputies.commitment c on c.district_code = u.district_code and c.id = u.key::uuid
    where ${ofTable(of, 'deputies.commitment')} and u.kind <> 'seen' order by c.id`.execute(tx);
  return rows.map((row) => ({ ...row, region: RegionCode.parse(row.region) }));
}

/** Deletes what the import created, and sets back what it changed. Nothing may stand on it. */
export async function takeBack(tx: Transaction, of: Undoable): Promise<void> {
  for (const { name, matches } of UNDO_TABLES) {
    await sql`
      delete from ${sql.table(name)} t using deputies.import_undo u
      where ${ofTable(of, name)} and u.kind = 'created' and t.district_code = u.district_code and ${matches}
      `.execute(tx);
  }
  for (const table of UNDO_TABLES.toReversed()) await setBack(tx, of, table);
}

/** A commitment's revision goes on: whoever read the import's wording cannot act on what is there now. */
async function setBack(tx: Transaction, of: Undoable, { name, matches }: UndoTable): Promise<void> {
  const { rows } = await sql<{ column: string }>`
    select a.attname as column from pg_attribute a
    where a.attrelid = ${name}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and a.attname <> 'district_code' order by a.attnum`.execute(tx);
  const set = rows.map(({ column }) =>
    column === 'revision' ? sql`revision = t.revision + 1` : sql`${sql.ref(column)} = ${sql.ref(`was.${column}`)}`,
  );
  await sql`
    update ${sql.table(name)} t set ${sql.join(set)}
    from deputies.import_undo u, jsonb_populate_record(null::${sql.table(name)}, u.before) was
    where ${ofTable(of, name)} and u.kind = 'changed' and t.district_code = u.district_code and ${matches}
    `.execute(tx);
}
