import { type RawBuilder, sql } from 'kysely';
import { seeingAll } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { FoundObstacle } from '../../../domain/import/undo.ts';
import { type Reference, findReferences, keyOfChild } from './references.ts';
import { UNDO_TABLES, type UndoTable, type Undoable, hashOf, ofBatch, ofTable } from './undo-tables.ts';

/** Of each kind so many are named; all are counted. */
const NAMED = 5;

/** Holds all rows of the import until the transaction ends: whoever builds on one of them waits, and finds it gone. */
export async function holdRows(tx: Transaction, of: Undoable): Promise<void> {
  for (const { name, matches } of UNDO_TABLES.toReversed()) {
    await sql`
      select from ${sql.table(name)} t join deputies.import_undo u on t.district_code = u.district_code and ${matches}
      where ${ofTable(of, name)} and u.kind <> 'seen' order by u.key for update of t`.execute(tx);
  }
}

/**
 * What stands on an import: rows that are not as it left them, and rows that point to what it made and are not its own.
 * Looked for in the whole store, because a post in another town stands on it as well.
 */
export async function findObstacles(tx: Transaction, of: Undoable): Promise<FoundObstacle[]> {
  return seeingAll(tx, async () => {
    const found: FoundObstacle[] = [];
    const add = async (reason: FoundObstacle['reason'], table: string, rows: RawBuilder<{ about: string | null }>) => {
      const { rows: named } = await sql<{ about: string | null; count: number }>`
        select about, (count(*) over ())::int as count from (${rows}) as found order by about limit ${NAMED}
        `.execute(tx);
      const count = named[0]?.count ?? 0;
      if (count > 0) found.push({ reason, table, count, about: named.flatMap(({ about }) => about ?? []) });
    };
    for (const table of UNDO_TABLES.toReversed()) await add('changed', table.name, changedRows(of, table));
    for (const reference of await findReferences(tx)) {
      await add('stands-on', reference.child, referringRows(of, reference));
    }
    for (const [table, rows] of otherRows(of)) await add('stands-on', table, rows);
    return found;
  });
}

/** Rows that somebody changed or deleted since. */
function changedRows(of: Undoable, { name, matches, about }: UndoTable): RawBuilder<{ about: string | null }> {
  return sql`
    select case when t.district_code is null then null else ${about} end as about
    from deputies.import_undo u
    left join ${sql.table(name)} t on t.district_code = u.district_code and ${matches}
    where ${ofTable(of, name)} and u.hash is not null and (
      u.is_mixed or t.district_code is null or ${hashOf('to_jsonb(t)')} <> u.hash)`;
}

/** Of a changed person nothing that came later depends; a post's time depends on its listings. */
function dependsOn({ parent, child }: Reference): RawBuilder<boolean> {
  const isStrict =
    parent === 'deputies.commitment' || (parent === 'deputies.membership' && child === 'deputies.listing');
  return isStrict ? sql`u.kind <> 'seen'` : sql`u.kind = 'created'`;
}

/**
 * Of rows with a key those that the import did not write itself. Told apart by grouping, because the planner cannot know
 * how few they are, and by any join of keys would compare each with each.
 */
function notOwn(of: Undoable, table: string, rows: RawBuilder<unknown>): RawBuilder<{ about: string | null }> {
  return sql`
    select max(about) as about from (
      select about, key, false as is_own from (${rows}) as referring
      union all select null, u.key, true from deputies.import_undo u where ${ofTable(of, table)}
    ) as each group by key having not bool_or(is_own)`;
}

function aboutOf(parent: string): RawBuilder<string> {
  const table = UNDO_TABLES.find(({ name }) => name === parent);
  if (table === undefined) throw new RangeError(`${parent} is written by no import`);
  return table.about;
}

function referringRows(of: Undoable, reference: Reference): RawBuilder<{ about: string | null }> {
  const { parent, child, column, districtColumn } = reference;
  const rows = sql`
    select ${aboutOf(parent)} as about, ${keyOfChild(reference, 'r')} as key
    from deputies.import_undo u
    join ${sql.table(parent)} t on t.district_code = u.district_code and t.id = u.key::uuid
    join ${sql.table(child)} r on ${sql.ref(`r.${districtColumn}`)} = u.district_code
      and ${sql.ref(`r.${column}`)} = t.id
    where ${ofTable(of, parent)} and ${dependsOn(reference)}`;
  return notOwn(of, child, rows);
}

/** What no foreign key says. */
function otherRows(of: Undoable): [table: string, rows: RawBuilder<{ about: string | null }>][] {
  const year = sql`split_part(u.key, ' ', 2)::int`;
  const created = (table: string) => sql`${ofTable(of, table)} and u.kind = 'created'`;
  const foreign = (table: string, rows: RawBuilder<unknown>): [string, RawBuilder<{ about: string | null }>] => [
    table,
    notOwn(of, table, rows),
  ];
  return [
    // A year's commitments are taken in only of deputies whom the year's roster lists.
    foreign(
      'deputies.commitment',
      sql`
        select left(t.text, 24) as about, t.id::text as key from deputies.import_undo u
        join deputies.commitment t on t.district_code = u.district_code
          and t.membership_id = split_part(u.key, ' ', 1)::uuid and t.year = ${year}
        where ${created('deputies.listing')}`,
    ),
    foreign(
      'deputies.commitment',
      sql`
        select left(t.text, 24) as about, t.id::text as key from deputies.import_undo u
        join deputies.commitment t on t.district_code = u.district_code and t.carried_from = u.key::uuid
        where ${ofTable(of, 'deputies.commitment')} and u.kind <> 'seen'`,
    ),
    foreign(
      'deputies.listing',
      sql`
        select p.name as about, concat_ws(' ', t.membership_id, t.year) as key from deputies.import_undo u
        join deputies.membership m on m.district_code = u.district_code and m.region = split_part(u.key, ' ', 1)
        join deputies.listing t on t.district_code = m.district_code and t.membership_id = m.id and t.year = ${year}
        join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
        where ${created('deputies.roster')}`,
    ),
    // From when to when a post is held follows from all rosters of its town.
    foreign(
      'deputies.roster',
      sql`
        select (select r.name || ' ' || t.year from kernel.region r where r.code = t.region) as about,
          concat_ws(' ', t.region, t.year) as key
        from (select distinct u.district_code, u.batch_id, split_part(u.key, ' ', 1) as town
          from deputies.import_undo u where ${ofTable(of, 'deputies.roster')}) u
        join deputies.roster t on t.district_code = u.district_code and t.region = u.town`,
    ),
    // An import that found this roster there keeps it as it was: undone before that one, this would keep it from being undone.
    [
      'deputies.roster',
      sql`
        select (select r.name from kernel.region r where r.code = split_part(u.key, ' ', 1)) || ' ' || ${year} as about
        from deputies.import_undo u
        join deputies.import_undo later on later.district_code = u.district_code and later.table_name = u.table_name
          and later.key = u.key and later.batch_id <> u.batch_id and later.kind = 'seen'
        where ${created('deputies.roster')}`,
    ],
    [
      'kernel.attachment',
      sql`
        select t.name as about from deputies.import_undo u
        join kernel.attachment t on t.district_code = u.district_code and t.subject_id = u.key
        where ${ofBatch(of)} and u.kind = 'created'
          and u.table_name in ('kernel.person', 'deputies.membership', 'deputies.commitment')`,
    ],
  ];
}
