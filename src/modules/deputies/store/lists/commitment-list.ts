import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { SearchPart } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Counted } from '../../contract.ts';
import type { Moment } from '../../domain/moment.ts';
import { ALL_FILTERS, type Filters, allOf, passes } from './filters.ts';
import { ITEM_COLUMNS, type ItemRow } from './items.ts';
import { promises } from './relations.ts';
import { foundCommitments } from './search.ts';

/** Which commitments of a region, at which moment. */
export interface CommitmentQuestion {
  readonly moment: Moment;
  readonly region: RegionCode;
  readonly counted: Counted;
  readonly filters: Filters;
  /** Verified ones with a measured quantity in this unit; an empty one is that of quantities without any. */
  readonly unit: string | undefined;
  readonly parts: readonly SearchPart[];
}

const COUNTED: Readonly<Record<Counted, RawBuilder<boolean>>> = {
  published: sql`true`,
  reported: sql`c.state in ('claimed', 'fulfilled')`,
  verified: sql`c.state = 'fulfilled'`,
};

/** One page of the commitments: by town, then the sound of who promised, then by when they were entered. */
export async function findCommitmentPage(
  tx: Transaction,
  question: CommitmentQuestion,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly rows: readonly ItemRow[] }> {
  const { moment, region, counted, filters, unit, parts } = question;
  const conditions = [COUNTED[counted], passes('c', filters, ALL_FILTERS)];
  if (unit !== undefined) {
    conditions.push(sql<boolean>`c.state = 'fulfilled' and coalesce(c.unit, '') = ${unit} and c.quantity is not null`);
  }
  if (parts.length > 0) conditions.push(sql<boolean>`c.id in (select id from found)`);
  const { rows } = await sql<{ total: number; rows: readonly ItemRow[] }>`
    with promise as (${promises(moment, region, { words: parts.length > 0 })})
      ${parts.length === 0 ? sql`` : foundCommitments(question)},
    counted as materialized (select c.* from promise c where ${allOf(conditions)}),
    shown as (
      select c.district_code, c.id, c.state, p.name, p.pinyin
      from counted c join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
      order by c.region collate "C", p.pinyin collate "C", c.id
      limit ${page.limit} offset ${page.offset}
    ),
    item as (
      select ${ITEM_COLUMNS}, shown.state, shown.name, shown.pinyin
      from shown
      join deputies.commitment c on c.district_code = shown.district_code and c.id = shown.id
      left join kernel.region r on r.code = c.region
    )
    select (select count(*) from counted)::int as total,
      (select coalesce(jsonb_agg(to_jsonb(item) order by "townCode" collate "C", pinyin collate "C", id), '[]') from item) as rows`.execute(
    tx,
  );
  return rows[0] ?? { total: 0, rows: [] };
}
