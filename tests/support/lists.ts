import { sql } from 'kysely';
import type { Stage } from '#kernel/index.server.ts';
import type { CommitmentKind, CommitmentState, Level } from '#modules/deputies/contract.ts';
import type { Database } from '#platform/database/database.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, visitorOf } from './deputies.ts';

const DISTRICT_CODE = '500199';

export const visitor = visitorOf(DISTRICT);

export interface Change {
  readonly state: CommitmentState;
  readonly at: string;
  readonly by?: string;
  readonly how?: string;
}

export interface CommitmentRow {
  readonly id: string;
  readonly year: number;
  readonly text: string;
  readonly changes: readonly Change[];
  readonly kind?: CommitmentKind;
  readonly field?: string;
  readonly group?: string | null;
  readonly unit?: string | null;
  readonly quantity?: number | null;
  readonly dueDay?: string | null;
}

export interface ListingRow {
  readonly year: number;
  readonly group?: string | null;
  readonly post?: string | null;
  readonly workplace?: string | null;
}

export interface MembershipRow {
  readonly id: string;
  readonly level: Level;
  readonly region: string;
  readonly from: string;
  readonly until?: string | null;
  readonly suspendedFrom?: string | null;
  readonly suspendedUntil?: string | null;
  readonly listings: readonly ListingRow[];
  readonly commitments: readonly CommitmentRow[];
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly pinyin?: string;
  readonly initials?: string;
  readonly phone?: string | null;
  readonly consents?: readonly ('phone' | 'workplace')[];
  readonly memberships: readonly MembershipRow[];
}

export interface DistrictRows {
  readonly people: readonly PersonRow[];
  /** Levels that take part, by the year from which they do. */
  readonly scopes?: Readonly<Record<number, readonly Level[]>>;
}

const TABLES = [
  'deputies.commitment_version',
  'deputies.commitment_change',
  'deputies.commitment',
  'deputies.listing',
  'deputies.membership',
  'deputies.programme_scope',
  'kernel.consent',
  'kernel.person',
  'kernel.region',
] as const;

/** Adds rows by the names of their columns; all rows have the same. */
export async function insertRows(database: Database, table: string, rows: readonly Record<string, unknown>[]) {
  const [first] = rows;
  if (first === undefined) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    database,
  );
}

function changeRows(commitment: CommitmentRow) {
  const { id, changes } = commitment;
  return changes.map((change, index) => ({
    district_code: DISTRICT_CODE,
    commitment_id: id,
    seq: index + 1,
    state: change.state,
    effective_at: change.at,
    until_at: changes[index + 1]?.at ?? 'infinity',
    is_assumed: false,
    by_name: change.by ?? null,
    how: change.how ?? null,
    recorded_at: NOW,
  }));
}

function commitmentRow(personId: string, membership: MembershipRow, commitment: CommitmentRow) {
  return {
    district_code: DISTRICT_CODE,
    id: commitment.id,
    membership_id: membership.id,
    person_id: personId,
    region: membership.region,
    level: membership.level,
    year: commitment.year,
    group_name: commitment.group ?? null,
    kind: commitment.kind ?? 'personal',
    field: commitment.field ?? '其他',
    text: commitment.text,
    due_day: commitment.dueDay ?? null,
    unit: commitment.unit ?? null,
    quantity: commitment.quantity ?? null,
    version: 1,
    extra: {},
    recorded_at: NOW,
  };
}

function membershipRow(person_id: string, { id, region, level, from, until, ...pause }: MembershipRow) {
  return {
    ...{ district_code: DISTRICT_CODE, id, person_id, region, level, from_day: from, until_day: until ?? null },
    ...{ suspended_from: pause.suspendedFrom ?? null, suspended_until: pause.suspendedUntil ?? null },
  };
}

function listingRow(membership_id: string, { year, group, post, workplace }: ListingRow) {
  return {
    district_code: DISTRICT_CODE,
    membership_id,
    year,
    group_name: group ?? null,
    post: post ?? null,
    workplace: workplace ?? null,
    extra: {},
  };
}

/** Puts a district into a store, in place of what was there. */
export async function saveDistrict({ database }: Stage, { people, scopes = {} }: DistrictRows): Promise<void> {
  for (const table of TABLES) await sql`delete from ${sql.table(table)}`.execute(database);
  const posts = people.flatMap((person) => person.memberships.map((post) => ({ post, personId: person.id })));
  const commitments = posts.flatMap(({ post }) => post.commitments);
  await insertRows(database, 'kernel.region', [
    { code: DISTRICT, name: '云川区' },
    { code: SHIQIAO, name: '石桥镇' },
    { code: GUANLAN, name: '观澜镇' },
  ]);
  const person = ({ id, name, pinyin = 'moumou', initials = 'mm', phone = null }: PersonRow) => ({
    ...{ district_code: DISTRICT_CODE, id, name, pinyin, initials, phone },
  });
  await insertRows(database, 'kernel.person', people.map(person));
  const consents = people.flatMap(({ id, consents: fields = [] }) =>
    fields.map((field) => ({ person_id: id, field, surface: 'web', from_day: '2017-01-01', source: 'roster' })),
  );
  await insertRows(
    database,
    'kernel.consent',
    consents.map((consent) => ({ district_code: DISTRICT_CODE, ...consent })),
  );
  const scopeRows = Object.entries(scopes).map(([year, levels]) => ({ district_code: DISTRICT_CODE, year, levels }));
  await insertRows(database, 'deputies.programme_scope', scopeRows);
  await insertRows(
    database,
    'deputies.membership',
    posts.map(({ post, personId }) => membershipRow(personId, post)),
  );
  const listings = posts.flatMap(({ post }) => post.listings.map((listing) => listingRow(post.id, listing)));
  await insertRows(database, 'deputies.listing', listings);
  const rows = posts.flatMap(({ post, personId }) => post.commitments.map((one) => commitmentRow(personId, post, one)));
  await insertRows(database, 'deputies.commitment', rows);
  await insertRows(database, 'deputies.commitment_change', commitments.flatMap(changeRows));
}
