import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CommitmentState } from '../../contract.ts';
import type { Moment } from '../../domain/moment.ts';
import { listingOf, promises } from '../lists/relations.ts';

/** One of a deputy's commitments as a wall has room for it. */
export interface WallPromise {
  readonly text: string;
  readonly state: CommitmentState;
}

/** What became of a person's commitments of the year, and the first of them. */
export interface WallDeeds {
  readonly personId: string;
  readonly commitments: number;
  readonly reported: number;
  readonly verified: number;
  readonly promises: readonly WallPromise[];
}

/** Of some persons what they promised in the moment's year; those verified first. */
export async function findWallDeeds(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly moment: Moment; readonly personIds: readonly string[] },
  most: number,
): Promise<WallDeeds[]> {
  if (of.personIds.length === 0) return [];
  const { rows } = await sql<WallDeeds>`
    with promise as (
      ${promises(of.moment, of.region, { words: false })} and c.person_id = any(${of.personIds}::uuid[])
    ), placed as (
      select p.*, row_number() over (
        partition by p.person_id
        order by array_position(array['fulfilled', 'claimed', 'published'], p.state) nulls last, p.id) as place
      from promise p
    )
    select p.person_id as "personId", count(*)::int as commitments,
      (count(*) filter (where p.state in ('claimed', 'fulfilled')))::int as reported,
      (count(*) filter (where p.state = 'fulfilled'))::int as verified,
      jsonb_agg(jsonb_build_object('text', c.text, 'state', p.state) order by p.place)
        filter (where p.place <= ${most}) as promises
    from placed p
    join deputies.commitment c on c.district_code = p.district_code and c.id = p.id
    group by p.person_id`.execute(tx);
  return rows;
}

/** What is known of a post's holder that may be shown with consent only. */
export interface WallFacts {
  readonly membershipId: string;
  readonly phone: string | null;
  readonly workplace: string | null;
  readonly post: string | null;
}

export async function findWallFacts(
  tx: Transaction,
  of: { readonly district: string; readonly moment: Moment; readonly membershipIds: readonly string[] },
): Promise<WallFacts[]> {
  if (of.membershipIds.length === 0) return [];
  const { rows } = await sql<WallFacts>`
    select m.id as "membershipId", p.phone, l.workplace, l.post
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join lateral (${listingOf(of.moment.year)}) l on true
    where m.district_code = ${of.district} and m.id = any(${of.membershipIds}::uuid[])`.execute(tx);
  return rows;
}
