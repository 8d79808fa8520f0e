import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Moment } from '../../domain/moment.ts';
import { ITEM_COLUMNS, type ItemRow } from './items.ts';
import { standingAt } from './relations.ts';
import { within } from './within.ts';

export interface DeputyRow {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  /** Consented to be shown in full on the web. */
  readonly isPhonePublic: boolean;
  /** Consented to hang on the wall. */
  readonly isPhoneOnWall: boolean;
}

/** Whether the person `p` lets the phone number be shown there. */
function consented(surface: 'web' | 'wall') {
  return sql<boolean>`exists (
    select from kernel.consent k
    where k.district_code = p.district_code and k.person_id = p.id
      and k.field = 'phone' and k.surface = ${surface} and k.until_day is null)`;
}

/** A person with a post in the region; outside it nobody exists. */
export async function findDeputy(tx: Transaction, id: string, region: RegionCode): Promise<DeputyRow | undefined> {
  const { rows } = await sql<DeputyRow>`
    select p.id, p.name, p.phone, ${consented('web')} as "isPhonePublic", ${consented('wall')} as "isPhoneOnWall"
    from kernel.person p
    where p.id = ${id} and exists (
      select from deputies.membership m
      where m.district_code = p.district_code and m.person_id = p.id and ${within('m', region)})`.execute(tx);
  return rows[0];
}

/** The years in which a person was listed as a deputy, up to the moment's. */
export async function findListedYears(
  tx: Transaction,
  of: { readonly personId: string; readonly region: RegionCode; readonly moment: Moment },
): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct l.year
    from deputies.membership m
    join deputies.listing l on l.district_code = m.district_code and l.membership_id = m.id
    where m.person_id = ${of.personId} and m.merged_into is null and ${within('m', of.region)} and l.year <= ${of.moment.year}`.execute(
    tx,
  );
  return rows.map((row) => row.year);
}

/** All commitments of a person that are published at the moment, of every year. */
export async function findCommitmentsOf(
  tx: Transaction,
  of: { readonly personId: string; readonly region: RegionCode; readonly moment: Moment },
): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${ITEM_COLUMNS}, s.state, p.name
    from deputies.commitment c
    join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
    left join kernel.region r on r.code = c.region
    join lateral (
      ${standingAt(of.moment.at)} and s.district_code = c.district_code and s.commitment_id = c.id
    ) s on true
    where c.person_id = ${of.personId} and ${within('c', of.region)}
    order by c.year desc, c.region, c.id`.execute(tx);
  return rows;
}
