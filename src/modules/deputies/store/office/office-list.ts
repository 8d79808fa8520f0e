import { type RawBuilder, sql } from 'kysely';
import { type RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Actor, SearchPart } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import { CommitmentState, type OfficeFilter, type OfficeSort } from '../../contract.ts';
import { allOf } from '../lists/filters.ts';
import { type ItemRow, TARGET } from '../lists/items.ts';
import { holds, inLowerCase } from '../lists/search.ts';
import { ELECTORAL_DISTRICT, GROUP, lookedAfterBy, seenBy } from './scope.ts';
import { type Deadlines, type StoredKind, waitsAs } from './waiting.ts';

/** Which commitments the table shows, with what the store cannot decide decided. */
export interface OfficeQuestion {
  readonly actor: Actor;
  readonly year: number | undefined;
  readonly filter: Omit<OfficeFilter, 'is' | 'year' | 'q' | 'sort' | 'order' | 'size' | 'page'>;
  readonly parts: readonly SearchPart[];
  /** How they wait, and some besides by their ids; or exactly which. */
  readonly waiting:
    | { readonly kind: StoredKind; readonly besides?: readonly string[] }
    | { readonly ids: readonly string[] }
    | undefined;
  readonly deadlines: Deadlines;
  readonly sort: OfficeSort;
  readonly order: 'asc' | 'desc';
}

export interface OfficeRow extends ItemRow {
  readonly electoralDistrict: string | null;
  readonly group: string | null;
  readonly revision: number;
  readonly origin: string;
  readonly entries: number;
  readonly pictures: number;
  readonly documents: number;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly targetQuantity: string | null;
  readonly targetUnit: string | null;
  readonly lastEntryAt: string | null;
}

const STATES = sql.raw(`array[${CommitmentState.options.map((state) => `'${state}'`).join(', ')}]`);

/** By what the rows of `deputies.commitment c` and `kernel.person p` are put in order. */
const KEYS: Readonly<Record<OfficeSort, RawBuilder<unknown>>> = {
  due: sql`c.due_day`,
  name: sql`(p.pinyin || E'\\n' || p.name) collate "C"`,
  strokes: sql`p.name collate kernel.strokes`,
  town: sql`c.region collate "C"`,
  text: sql`c.text collate "C"`,
  field: sql`c.field collate "C"`,
  year: sql`c.year`,
  state: sql`array_position(${STATES}, c.state)`,
  entry: sql`c.last_entry_at`,
};

/** Each part as it stands, else every word of it. */
function found(parts: readonly SearchPart[]): RawBuilder<boolean>[] {
  const words = inLowerCase(sql`concat_ws(E'\n', c.text, c.target, c.result, p.name, p.pinyin, p.initials)`, parts);
  return parts.map((part) => {
    const asItStands = holds(words, part.text);
    if (part.words.length === 0) return asItStands;
    return sql`(${asItStands} or ${allOf(part.words.map((word) => holds(words, word)))})`;
  });
}

function filtered({ year, filter, waiting, deadlines, actor, parts }: OfficeQuestion): RawBuilder<boolean> {
  const { state, level, town, group, field, kind, dueFrom, dueUntil, person } = filter;
  const conditions: RawBuilder<unknown>[] = [seenBy(actor)];
  const add = (value: unknown, condition: RawBuilder<unknown>) => {
    if (value !== undefined) conditions.push(condition);
  };
  add(year, sql`c.year = ${year}`);
  add(state, sql`c.state = ${state}`);
  add(level, sql`c.level = ${level}`);
  add(town, sql`starts_with(c.region, ${town === undefined ? '' : significantDigits(town)})`);
  add(group, sql`${GROUP} = ${group}`);
  add(field, sql`c.field = ${field}`);
  add(kind, sql`c.kind = ${kind}`);
  add(dueFrom, sql`c.due_day >= ${dueFrom}`);
  add(dueUntil, sql`c.due_day <= ${dueUntil}`);
  add(person, sql`c.person_id = ${person}`);
  if (waiting !== undefined && 'ids' in waiting) conditions.push(sql`c.id = any(${waiting.ids}::uuid[])`);
  if (waiting !== undefined && 'kind' in waiting) {
    const own = allOf([waitsAs(waiting.kind, deadlines), lookedAfterBy(actor)]);
    const { besides = [] } = waiting;
    conditions.push(besides.length === 0 ? own : sql`(${own} or c.id = any(${besides}::uuid[]))`);
  }
  return allOf([...conditions, ...found(parts)]);
}

/** What is not published yet: a ledger has no place for it. */
const UNPUBLISHED = sql.raw(`('draft', 'submitted', 'returned')`);

function chosen(question: OfficeQuestion): RawBuilder<unknown> {
  const needsPerson = question.sort === 'name' || question.sort === 'strokes' || question.parts.length > 0;
  const person = sql`join kernel.person p on p.district_code = c.district_code and p.id = c.person_id`;
  return sql`
    select c.district_code, c.id, c.state, ${KEYS[question.sort]} as key
    from deputies.commitment c ${needsPerson ? person : sql``}
    where ${filtered(question)}`;
}

/** Those without the value come last in either order. */
function inOrder({ order }: OfficeQuestion): RawBuilder<unknown> {
  return order === 'asc' ? sql`key asc nulls last, id` : sql`key desc nulls last, id`;
}

export interface OfficePage {
  readonly total: number;
  readonly unpublished: number;
  readonly rows: readonly OfficeRow[];
}

/** One page of the table, and how many there are in all. */
export async function findOfficePage(
  tx: Transaction,
  question: OfficeQuestion,
  page: { readonly limit: number; readonly offset: number },
): Promise<OfficePage> {
  const { rows } = await sql<{ total: number; unpublished: number; ids: string[] }>`
    with chosen as materialized (${chosen(question)}),
    shown as (select id, row_number() over (order by ${inOrder(question)}) as place from chosen
      order by ${inOrder(question)} limit ${page.limit} offset ${page.offset})
    select (select count(*) from chosen)::int as total,
      (select count(*) from chosen where state in ${UNPUBLISHED})::int as unpublished,
      array(select id from shown order by place)::text[] as ids`.execute(tx);
  const { total = 0, unpublished = 0, ids = [] } = rows[0] ?? {};
  return { total, unpublished, rows: await findOfficeRows(tx, question.actor, ids) };
}

/**
 * Some commitments as the table shows them, in the order of their ids; what the actor does not see is left out. The rows
 * are taken by their keys first: what is told beside them is looked up for these few only.
 */
export async function findOfficeRows(tx: Transaction, actor: Actor, ids: readonly string[]): Promise<OfficeRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<OfficeRow>`
    with c as materialized (
      select c.* from deputies.commitment c where ${seenBy(actor)} and c.id = any(${ids}::uuid[])
    )
    select c.id, c.person_id as "personId", c.membership_id as "membershipId", c.level, c.region as "townCode",
      coalesce((select r.name from kernel.region r where r.code = c.region), c.region) as "townName", c.year, c.kind,
      c.field, c.text, ${TARGET} as target, c.result, c.carried_to is not null as "isCarriedOver", c.due_day as "dueDay", c.due_note as "dueNote", c.state, c.revision, c.origin,
      c.last_entry_at as "lastEntryAt", ${ELECTORAL_DISTRICT} as "electoralDistrict", ${GROUP} as "group",
      (select p.name from kernel.person p where p.district_code = c.district_code and p.id = c.person_id) as name,
      (select count(*) from deputies.progress_entry e where e.district_code = c.district_code
        and e.commitment_id = c.id and e.withdrawn_at is null)::int as entries,
      coalesce(given.pictures, 0) as pictures, coalesce(given.documents, 0) as documents,
      trim_scale(c.quantity)::text as quantity, c.unit, trim_scale(c.target_quantity)::text as "targetQuantity",
      c.target_unit as "targetUnit"
    from c
    left join lateral (
      select (count(*) filter (where a.kind = 'picture'))::int as pictures,
        (count(*) filter (where a.kind = 'document'))::int as documents
      from deputies.progress_entry e
      join kernel.attachment a on a.district_code = e.district_code and a.subject_kind = 'progress-entry'
        and a.subject_id = e.id::text and a.state <> 'refused' and a.screening <> 'refused'
      where e.district_code = c.district_code and e.commitment_id = c.id and e.withdrawn_at is null) given on true
    order by array_position(${ids}::uuid[], c.id)`.execute(tx);
  return rows;
}

/** The ids of all that the table shows on all of its pages, or of what is published of it, in its order. */
export async function findChosenIds(
  tx: Transaction,
  question: OfficeQuestion,
  { isPublished }: { readonly isPublished: boolean },
): Promise<string[]> {
  const wanted = isPublished ? sql`where state not in ${UNPUBLISHED}` : sql``;
  const { rows } = await sql<{ id: string }>`
    select id from (${chosen(question)}) chosen ${wanted} order by ${inOrder(question)}`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface OfficeChoices {
  readonly years: readonly number[];
  readonly towns: readonly { readonly code: string; readonly name: string }[];
  readonly groups: readonly string[];
  readonly fields: readonly string[];
}

/** The values by which the region's commitments can be told apart: those that its figures count. */
export async function findOfficeChoices(
  tx: Transaction,
  region: RegionCode,
  year: number | undefined,
): Promise<OfficeChoices> {
  const digits = significantDigits(region);
  const ofYear = year === undefined ? sql`true` : sql`f.year = ${year}`;
  // Counts by group are kept with the towns, all others with every region.
  const { rows } = await sql<OfficeChoices>`
    with town as (
      select r.code, r.name from kernel.region r
      where r.code like ${`${digits}%`} and right(r.code, 3) = '000' and substr(r.code, 7, 3) <> '000'
        and exists (select from deputies.figure_series f where f.region = r.code and f.dimension = 'total')
    ), counted as (
      select f.year, f.dimension, f.value from deputies.figure_series f
      where f.region = ${region} and f.dimension in ('total', 'field')
    )
    select array(select distinct year from counted order by year desc) as years,
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) order by code), '[]') from town) as towns,
      array(select distinct split_part(f.value, ':', 2) as name from deputies.figure_series f
        where f.region in (select code from town) and f.dimension = 'group' and ${ofYear} and f.value not like '%:'
        order by name) as groups,
      array(select distinct f.value from counted f where f.dimension = 'field' and ${ofYear} order by f.value) as fields
    `.execute(tx);
  return rows[0] ?? { years: [], towns: [], groups: [], fields: [] };
}

/** The name of somebody of whom the actor sees a commitment. */
export async function findNameOf(tx: Transaction, actor: Actor, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select p.name from kernel.person p
    where p.id = ${personId} and exists (
      select from deputies.commitment c
      where c.district_code = p.district_code and c.person_id = p.id and ${seenBy(actor)})`.execute(tx);
  return rows[0]?.name;
}
