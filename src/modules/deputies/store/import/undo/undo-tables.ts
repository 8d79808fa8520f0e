import { type RawBuilder, sql } from 'kysely';
import '../../tables.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'deputies.import_undo': {
      district_code: string;
      batch_id: string;
      table_name: string;
      key: string;
      kind: string;
      before: unknown;
      hash: string | null;
      is_mixed: boolean;
      recorded_at: string;
    };
  }
}

/** The import of a batch in its district: its rows are kept and taken back together. */
export interface Undoable {
  readonly district: string;
  readonly batchId: string;
}

/** What an import may write: everything in these rows, and nothing else. */
export interface WrittenScope {
  readonly people: readonly string[];
  readonly posts: readonly string[];
  readonly towns: readonly string[];
  readonly commitments: readonly string[];
}

/** A table that an import writes; in its SQL, `t` is a row of the table and `u` what is kept of it. */
export interface UndoTable {
  readonly name: string;
  readonly key: RawBuilder<string>;
  /** Finds the row of `u` by an index. */
  readonly matches: RawBuilder<boolean>;
  readonly isWritten: (scope: WrittenScope) => RawBuilder<boolean>;
  /** Whom or what the row is about, as an officer knows it. */
  readonly about: RawBuilder<string>;
  /** The row above it, by table and by the first part of its key. */
  readonly parent?: string;
  /** A row that was rewritten as it was is kept all the same: what comes later is to be told from it. */
  readonly isAlwaysKept?: true;
}

const first = sql.raw(`split_part(u.key, ' ', 1)`);
const nameOf = (personId: string) =>
  sql<string>`(select p.name from kernel.person p where p.district_code = t.district_code and p.id = ${sql.raw(personId)})`;
const textOf = (commitmentId: string) =>
  sql<string>`(select left(c.text, 24) from deputies.commitment c
    where c.district_code = t.district_code and c.id = ${sql.raw(commitmentId)})`;

/** In the order in which rows can be deleted: what points to another comes before it. */
export const UNDO_TABLES: readonly UndoTable[] = [
  ...['deputies.commitment_version', 'deputies.commitment_change'].map((name): UndoTable => {
    const part = name === 'deputies.commitment_version' ? 't.version' : 't.seq';
    return {
      name,
      key: sql<string>`concat_ws(' ', t.commitment_id, ${sql.raw(part)})`,
      matches: sql`t.commitment_id = ${first}::uuid and ${sql.raw(part)} = split_part(u.key, ' ', 2)::int`,
      isWritten: ({ commitments }) => sql`t.commitment_id = any(${commitments}::uuid[])`,
      about: textOf('t.commitment_id'),
      parent: 'deputies.commitment',
    };
  }),
  {
    name: 'deputies.commitment',
    key: sql`t.id::text`,
    matches: sql`t.id = u.key::uuid`,
    // A roster moves commitments of its posts to other groups.
    isWritten: ({ commitments, posts }) =>
      sql`(t.id = any(${commitments}::uuid[]) or t.membership_id = any(${posts}::uuid[]))`,
    about: sql`left(t.text, 24)`,
  },
  {
    name: 'deputies.listing',
    key: sql`concat_ws(' ', t.membership_id, t.year)`,
    matches: sql`t.membership_id = ${first}::uuid and t.year = split_part(u.key, ' ', 2)::int`,
    isWritten: ({ posts }) => sql`t.membership_id = any(${posts}::uuid[])`,
    about: sql`(select p.name from deputies.membership m
      join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
      where m.district_code = t.district_code and m.id = t.membership_id)`,
    parent: 'deputies.membership',
  },
  {
    name: 'deputies.membership',
    key: sql`t.id::text`,
    matches: sql`t.id = u.key::uuid`,
    isWritten: ({ posts }) => sql`t.id = any(${posts}::uuid[])`,
    about: nameOf('t.person_id'),
  },
  {
    name: 'deputies.roster',
    key: sql`concat_ws(' ', t.region, t.year)`,
    matches: sql`t.region = ${first} and t.year = split_part(u.key, ' ', 2)::int`,
    isWritten: ({ towns }) => sql`t.region = any(${towns}::text[])`,
    about: sql`(select r.name || ' ' || t.year from kernel.region r where r.code = t.region)`,
    // From when to when a post is held follows from all rosters of its town.
    isAlwaysKept: true,
  },
  {
    name: 'kernel.consent',
    key: sql`concat_ws(' ', t.person_id, t.field, t.surface, t.from_day)`,
    matches: sql`t.person_id = ${first}::uuid
      and concat_ws(' ', t.field, t.surface, t.from_day) = substr(u.key, length(${first}) + 2)`,
    isWritten: ({ people }) => sql`t.person_id = any(${people}::uuid[])`,
    about: nameOf('t.person_id'),
  },
  {
    name: 'kernel.person',
    key: sql`t.id::text`,
    matches: sql`t.id = u.key::uuid`,
    isWritten: ({ people }) => sql`t.id = any(${people}::uuid[])`,
    about: sql`t.name`,
  },
];

/** Rises with each change, also with the one that takes an import back: it says nothing of what a row holds. */
const imageOf = (row: string) => sql.raw(`(${row} - 'revision')::text`);

/** Of a row of a table, or of its image. */
export const hashOf = (row: 'to_jsonb(t)' | 'u.before'): RawBuilder<string> => sql`md5(${imageOf(row)})`;

/** What is kept of a batch. */
export const ofBatch = ({ district, batchId }: Undoable): RawBuilder<boolean> =>
  sql`u.district_code = ${district} and u.batch_id = ${batchId}`;

/** What is kept of a batch's rows of a table. */
export const ofTable = (of: Undoable, table: string): RawBuilder<boolean> =>
  sql`${ofBatch(of)} and u.table_name = ${table}`;
