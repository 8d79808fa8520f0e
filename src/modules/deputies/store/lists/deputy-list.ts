import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { SearchPart } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { DeputyOrder, Standing } from '../../contract.ts';
import type { Moment } from '../../domain/moment.ts';
import { ALL_FILTERS, type FilterName, type Filters, POST_FILTERS, allOf, passes } from './filters.ts';
import { promises, rankOf, seats } from './relations.ts';
import { foundPersons } from './search.ts';
import { byName } from './name-order.ts';

/** Which deputies of a region, at which moment. */
export interface DeputyQuestion {
  readonly moment: Moment;
  readonly region: RegionCode;
  readonly standing: Standing;
  readonly filters: Filters;
  readonly parts: readonly SearchPart[];
  readonly order: DeputyOrder;
}

/** Each order is total: of two of one name, the id decides. */
const ORDERS: Readonly<Record<DeputyOrder, RawBuilder<unknown>>> = {
  place: sql.raw('place collate "C", pinyin collate "C", id'),
  strokes: byName('strokes'),
  pinyin: byName('pinyin'),
};

/** The relations that the statements below are made of; `seat` and `found` only where they are used. */
function relations(question: DeputyQuestion): RawBuilder<unknown> {
  const { moment, region, standing, parts } = question;
  const seat = standing === 'promised' ? sql`` : sql`, seat as materialized (${seats(moment, region)})`;
  const found = parts.length === 0 ? sql`` : foundPersons(question);
  return sql`with promise as materialized (${promises(moment, region, { words: parts.length > 0 })}) ${seat} ${found}`;
}

function without(names: readonly FilterName[], left: FilterName | undefined): FilterName[] {
  return names.filter((name) => name !== left);
}

const COLUMNS = { level: 'level', town: 'town', field: 'field' } as const;
export type FacetName = keyof typeof COLUMNS;

/** Posts held, of those who promised, or who did not: each told apart by the facet where there is one. */
function seated(question: DeputyQuestion, facet: FacetName | undefined): RawBuilder<boolean> {
  const { standing, filters } = question;
  const conditions = [passes('listed', filters, without(POST_FILTERS, facet))];
  if (standing !== 'in-post') conditions.push(sql<boolean>`listed.is_in_scope`);
  const isMissing = standing === 'missing';
  if (isMissing || filters.field !== undefined || filters.kind !== undefined) {
    const same = facet === undefined ? [] : [sql`p.${sql.ref(COLUMNS[facet])} = listed.${sql.ref(COLUMNS[facet])}`];
    const promised = allOf([
      sql`p.person_id = listed.person_id`,
      ...same,
      passes('p', filters, without(ALL_FILTERS, facet)),
    ]);
    conditions.push(sql<boolean>`${isMissing ? sql`not` : sql``} exists (select from promise p where ${promised})`);
  }
  return allOf(conditions);
}

/** What makes a row of the listed relation count: one person may have several. */
function counts(question: DeputyQuestion, facet?: FacetName): RawBuilder<boolean> {
  const { standing, filters, parts } = question;
  const found = parts.length === 0 ? [] : [sql`listed.person_id in (select id from found)`];
  if (standing !== 'promised' && facet !== 'field') return allOf([...found, seated(question, facet)]);
  const promised = passes('listed', filters, without(ALL_FILTERS, facet));
  if (standing === 'promised') return allOf([...found, promised]);
  // A post has no field: fields are those of the commitments of persons who hold a post that passes the same filters.
  const { level, town, group } = filters;
  const holder = seated({ ...question, filters: { level, town, group } }, undefined);
  return allOf([
    ...found,
    promised,
    sql`listed.person_id in (select listed.person_id from seat listed where ${holder})`,
  ]);
}

function listed({ standing }: DeputyQuestion, facet?: FacetName): RawBuilder<unknown> {
  return standing === 'promised' || facet === 'field' ? sql`promise listed` : sql`seat listed`;
}

/** Persons of the facet's list with each of its values: one row a person and value. */
function facetOf(question: DeputyQuestion, facet: FacetName): RawBuilder<unknown> {
  const column = sql.ref(`listed.${COLUMNS[facet]}`);
  return sql`
    select ${facet}::text as facet, one.key, count(*)::int as count
    from (
      select distinct ${column} as key, listed.person_id
      from ${listed(question, facet)} where ${counts(question, facet)}
    ) one
    group by one.key`;
}

export interface FacetRow {
  readonly facet: FacetName;
  readonly key: string;
  /** A town's name. */
  readonly label: string | null;
  readonly count: number;
}

export interface DeputyPage {
  readonly total: number;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** As many persons as the list would have with that value, all other filters kept. */
  readonly facets: readonly FacetRow[];
}

/** One page of the persons, by their highest level, then town, then the sound of their names unless asked otherwise; and all facets. */
export async function findDeputyPage(
  tx: Transaction,
  question: DeputyQuestion,
  page: { readonly limit: number; readonly offset: number },
): Promise<DeputyPage> {
  // Of those who did not promise there is no field to tell.
  const facets: FacetName[] = question.standing === 'missing' ? ['level', 'town'] : ['level', 'town', 'field'];
  const counted = facets.map((facet) => facetOf(question, facet));
  const { rows } = await sql<DeputyPage>`
    ${relations(question)},
    member as (
      select listed.person_id, min(${rankOf(sql`listed.level`)} || listed.region) as place
      from ${listed(question)} where ${counts(question)}
      group by listed.person_id
    ),
    shown as (
      select * from (
        select p.id, p.name, member.place, p.pinyin from member join kernel.person p on p.id = member.person_id
      ) named
      order by ${ORDERS[question.order]}
      limit ${page.limit} offset ${page.offset}
    ),
    value as (
      select counted.*, r.name as label
      from (${sql.join(counted, sql` union all `)}) counted
      left join kernel.region r on counted.facet = 'town' and r.code = counted.key
    )
    select (select count(*) from member)::int as total,
      (select coalesce(jsonb_agg(
        jsonb_build_object('id', id, 'name', name) order by ${ORDERS[question.order]}
      ), '[]') from shown) as people,
      (select coalesce(jsonb_agg(to_jsonb(value) order by key collate "C"), '[]') from value) as facets`.execute(tx);
  return rows[0] ?? { total: 0, people: [], facets: [] };
}
