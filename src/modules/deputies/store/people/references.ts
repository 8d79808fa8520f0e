import { sql } from 'kysely';
import type { ConsentKey } from '#kernel/contract.ts';
import { seeingAll } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { MergedPost } from './merged-posts.ts';

/** Where a person stands in rows that do not follow from who holds a post: as whoever did something. */
const REFERENCES = [
  { table: 'deputies.commitment', column: 'claimed_person', key: ['id'] },
  { table: 'deputies.commitment_change', column: 'by_person', key: ['commitment_id', 'seq'] },
  { table: 'deputies.commitment_review', column: 'by_person', key: ['commitment_id', 'seq'] },
  { table: 'deputies.verification', column: 'by_person', key: ['commitment_id', 'seq'] },
  { table: 'deputies.dispute', column: 'by_person', key: ['id'] },
] as const;

type Keys = readonly Readonly<Record<string, string | number>>[];

/** What went from one person to another: posts, and keys of rows in which the person stands as whoever did something. */
export interface Moved {
  readonly posts: readonly string[];
  readonly rows: Readonly<Record<string, Keys>>;
  /** Reprint tasks of the person, of no single post. */
  readonly reprints: readonly string[];
  /** Accounts of the person, by their ids. */
  readonly accounts?: readonly string[];
  /** Posts that became one with a post of the person they went to. */
  readonly merged?: readonly MergedPost[];
  /** Photos of the person, by their ids. */
  readonly portraits?: readonly string[];
  /** Which consents the person who is kept was given, and which ended, by field, surface and first day. */
  readonly consents?: { readonly given: readonly ConsentKey[]; readonly ended: readonly ConsentKey[] };
}

interface Way {
  readonly district: string;
  readonly from: string;
  readonly to: string;
}

/** What bears the person beside the post. */
const PERSONAL = [
  ...['deputies.commitment', 'deputies.reprint_task', 'deputies.printout', 'deputies.duty'],
  ...['deputies.duty_words', 'deputies.appraisal', 'deputies.role_model'],
] as const;

/** Moves posts to another person, with all that hangs on the posts: listings, commitments and their entries. */
export async function movePostRows(
  tx: Transaction,
  { district, from, to }: Way,
  posts: readonly string[],
): Promise<void> {
  const own = sql`district_code = ${district} and person_id = ${from}`;
  await sql`
    update deputies.progress_entry set person_id = ${to}
    where ${own} and commitment_id in (
      select id from deputies.commitment
      where district_code = ${district} and membership_id = any(${posts}::uuid[]))`.execute(tx);
  for (const table of PERSONAL) {
    await sql`update ${sql.table(table)} set person_id = ${to} where ${own} and membership_id = any(${posts}::uuid[])`.execute(
      tx,
    );
  }
  // Deputies of a town are guests of the district's activities, too.
  const ofGuests = sql`
    update deputies.activity_attendance set person_id = ${to} where ${own} and membership_id = any(${posts}::uuid[])`;
  await seeingAll(tx, () => ofGuests.execute(tx), 'operator');
  await sql`update deputies.membership set person_id = ${to} where ${own} and id = any(${posts}::uuid[])`.execute(tx);
}

/** Moves all that says that a person did something. @returns the keys of what was moved, by table */
export async function moveReferences(tx: Transaction, { district, from, to }: Way): Promise<Moved['rows']> {
  const rows: Record<string, Keys> = {};
  for (const { table, column, key } of REFERENCES) {
    const { rows: keys } = await sql<Record<string, string | number>>`
      update ${sql.table(table)} set ${sql.ref(column)} = ${to}
      where district_code = ${district} and ${sql.ref(column)} = ${from}
      returning ${sql.join(key.map((name) => sql.ref(name)))}`.execute(tx);
    if (keys.length > 0) rows[table] = keys;
  }
  return rows;
}

/** Moves back what was moved, as far as it still stands with whom it went to. */
export async function moveReferencesBack(
  tx: Transaction,
  { district, from, to }: Way,
  rows: Moved['rows'],
): Promise<void> {
  for (const { table, column, key } of REFERENCES) {
    const keys = rows[table] ?? [];
    if (keys.length === 0) continue;
    const types = key.map((name) => (name === 'seq' ? sql`seq int` : sql`${sql.ref(name)} uuid`));
    const same = key.map((name) => sql`moved.${sql.ref(name)} = own.${sql.ref(name)}`);
    await sql`
      update ${sql.table(table)} own set ${sql.ref(column)} = ${to}
      from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as moved (${sql.join(types)})
      where own.district_code = ${district} and own.${sql.ref(column)} = ${from} and ${sql.join(same, sql` and `)}`.execute(
      tx,
    );
  }
}

/** Moves reprint tasks that are of a person as a whole. @returns their ids */
export async function moveReprints(
  tx: Transaction,
  { district, from, to }: Way,
  only?: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update deputies.reprint_task set person_id = ${to}
    where district_code = ${district} and person_id = ${from} and membership_id is null
      and (${only ?? null}::uuid[] is null or id = any(${only ?? null}::uuid[]))
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** How many commitments of the one the other has verified. */
export async function countVerifiedBy(tx: Transaction, { district, from, to }: Way): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct c.id)::int as count
    from deputies.verification v
    join deputies.commitment c on c.district_code = v.district_code and c.id = v.commitment_id
    where v.district_code = ${district} and v.is_confirmed
      and ((c.person_id = ${from} and v.by_person = ${to}) or (c.person_id = ${to} and v.by_person = ${from}))`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** How many commitments of some persons those who promised them have verified themselves. */
export async function countVerifiedBySelf(
  tx: Transaction,
  district: string,
  personIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct c.id)::int as count
    from deputies.verification v
    join deputies.commitment c on c.district_code = v.district_code and c.id = v.commitment_id
    where v.district_code = ${district} and v.is_confirmed and v.by_person = c.person_id
      and c.person_id = any(${personIds}::uuid[])`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** How many commitments of some posts a person has verified. */
export async function countVerifiedOn(
  tx: Transaction,
  district: string,
  { posts, by }: { readonly posts: readonly string[]; readonly by: string },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct c.id)::int as count
    from deputies.verification v
    join deputies.commitment c on c.district_code = v.district_code and c.id = v.commitment_id
    where v.district_code = ${district} and v.is_confirmed and v.by_person = ${by}
      and c.membership_id = any(${posts}::uuid[])`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** What hangs on posts, and on a person as a whole, counted. */
export interface Hanging {
  readonly listings: number;
  readonly commitments: number;
  readonly entries: number;
  readonly consents: number;
  readonly reprints: number;
}

/** @param of without a person, what hangs on the posts alone */
export async function countHanging(
  tx: Transaction,
  district: string,
  of: { readonly personId: string | null; readonly posts: readonly string[] },
): Promise<Hanging> {
  const posts = sql`any(${of.posts}::uuid[])`;
  const { rows } = await sql<Hanging>`
    select
      (select count(*)::int from deputies.listing where district_code = ${district} and membership_id = ${posts}) as listings,
      (select count(*)::int from deputies.commitment where district_code = ${district} and membership_id = ${posts})
        as commitments,
      (select count(*)::int from deputies.progress_entry e where e.district_code = ${district} and e.commitment_id in (
        select id from deputies.commitment where district_code = ${district} and membership_id = ${posts})) as entries,
      (select count(*)::int from kernel.consent where district_code = ${district} and person_id = ${of.personId}) as consents,
      (select count(*)::int from deputies.reprint_task
        where district_code = ${district} and done_at is null
          and (person_id = ${of.personId} or membership_id = ${posts})) as reprints`.execute(tx);
  return rows[0] ?? { listings: 0, commitments: 0, entries: 0, consents: 0, reprints: 0 };
}

export interface PersonMove {
  readonly id: string;
  /** `posts` makes one post of two of one person: both ends are that person. */
  readonly kind: 'merge' | 'split' | 'move' | 'posts';
  readonly from: string;
  readonly to: string;
  readonly moved: Moved;
  readonly recordedAt: string;
  readonly undoneAt: string | null;
}

export async function insertMove(
  tx: Transaction,
  { district, account }: { readonly district: string; readonly account: string },
  move: Omit<PersonMove, 'undoneAt'>,
): Promise<void> {
  await sql`
    insert into deputies.person_move (district_code, id, kind, from_person, to_person, moved, by_account, recorded_at)
    values (${district}, ${move.id}, ${move.kind}, ${move.from}, ${move.to}, ${JSON.stringify(move.moved)}::jsonb,
      ${account}, ${move.recordedAt})`.execute(tx);
}

const MOVE = sql.raw(`id, kind, from_person as "from", to_person as "to", moved, recorded_at as "recordedAt",
  undone_at as "undoneAt"`);

/** Moves to and from a person, the latest first. */
export async function findMoves(tx: Transaction, district: string, personId: string): Promise<PersonMove[]> {
  const { rows } = await sql<PersonMove>`
    select ${MOVE} from deputies.person_move
    where district_code = ${district} and (to_person = ${personId} or from_person = ${personId})
    order by recorded_at desc, id desc limit 50`.execute(tx);
  return rows;
}

/** A move, held until the transaction ends. */
export async function findMove(tx: Transaction, district: string, id: string): Promise<PersonMove | undefined> {
  const { rows } = await sql<PersonMove>`
    select ${MOVE} from deputies.person_move where district_code = ${district} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function setUndone(
  tx: Transaction,
  district: string,
  of: { readonly id: string; readonly at: string },
): Promise<void> {
  await sql`
    update deputies.person_move set undone_at = ${of.at} where district_code = ${district} and id = ${of.id}`.execute(
    tx,
  );
}
