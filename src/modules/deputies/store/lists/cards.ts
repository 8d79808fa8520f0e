import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { SearchPart } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Moment } from '../../domain/moment.ts';
import { ALL_FILTERS, type Filters, passes } from './filters.ts';
import { promises } from './relations.ts';
import { holds, inLowerCase } from './search.ts';

/** What became of one person's commitments of the year. */
export interface DeedsRow {
  readonly personId: string;
  readonly commitments: number;
  readonly reported: number;
  readonly verified: number;
  /** One of them: if possible one that passes the filters and holds what was searched for. */
  readonly example: string;
  readonly membershipIds: readonly string[];
}

export async function findDeeds(
  tx: Transaction,
  of: { readonly personIds: readonly string[]; readonly region: RegionCode; readonly moment: Moment },
  liked: { readonly filters: Filters; readonly parts: readonly SearchPart[] },
): Promise<DeedsRow[]> {
  const words = liked.parts.flatMap((part) => [part.text, ...part.words]);
  const said = inLowerCase(sql.ref('p.words'), liked.parts);
  const hits: RawBuilder<unknown>[] = words.map((text) => sql`${holds(said, text)}::int`);
  const { rows } = await sql<DeedsRow>`
    with promise as (
      ${promises(of.moment, of.region, { words: true })} and c.person_id = any(${of.personIds}::uuid[])
    ), best as (
      select distinct on (person_id) person_id, id
      from (
        select p.person_id, p.id, ${passes('p', liked.filters, ALL_FILTERS)} as is_asked_for,
          ${sql.join([sql`0`, ...hits], sql` + `)} as hits
        from promise p
      ) ranked
      order by person_id, is_asked_for desc, hits desc, id
    )
    select p.person_id as "personId", count(*)::int as commitments,
      (count(*) filter (where p.state in ('claimed', 'fulfilled')))::int as reported,
      (count(*) filter (where p.state = 'fulfilled'))::int as verified,
      min(example.text) as example, array_agg(distinct p.membership_id::text) as "membershipIds"
    from promise p
    join best on best.person_id = p.person_id
    join deputies.commitment example on example.district_code = p.district_code and example.id = best.id
    group by p.person_id`.execute(tx);
  return rows;
}
