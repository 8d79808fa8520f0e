import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CommitmentState } from '../../contract.ts';
import type { EarlierWording } from '../../domain/life/wording.ts';
import { ITEM_COLUMNS, type ItemRow } from './items.ts';
import { standingAt } from './relations.ts';
import { within } from './within.ts';

export interface CommitmentRow extends ItemRow {
  readonly measure: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly version: number;
  readonly worry: string | null;
  readonly themes: readonly string[];
  /** As it was written; in `target` it stands with its number. */
  readonly targetWords: string | null;
  readonly targetQuantity: string | null;
  readonly targetUnit: string | null;
  readonly carriedFrom: string | null;
  readonly carriedTo: string | null;
}

/** A commitment that is published at an instant; a draft or one of elsewhere does not exist. */
export async function findCommitment(
  tx: Transaction,
  id: string,
  of: { readonly region: RegionCode; readonly at: string },
): Promise<CommitmentRow | undefined> {
  const { rows } = await sql<CommitmentRow>`
    select ${ITEM_COLUMNS}, s.state, p.name, c.measure, trim_scale(c.quantity)::text as quantity, c.unit, c.version,
      c.worry, c.themes, c.target as "targetWords", trim_scale(c.target_quantity)::text as "targetQuantity",
      c.target_unit as "targetUnit", c.carried_from as "carriedFrom", c.carried_to as "carriedTo"
    from deputies.commitment c
    join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
    left join kernel.region r on r.code = c.region
    join lateral (
      ${standingAt(of.at)} and s.district_code = c.district_code and s.commitment_id = c.id
    ) s on true
    where c.id = ${id} and ${within('c', of.region)}`.execute(tx);
  return rows[0];
}

export interface ChangeRow {
  readonly state: CommitmentState;
  readonly at: string;
  readonly isAssumed: boolean;
  readonly by: string | null;
  readonly how: string | null;
  /** Reported done by the office in the deputy's place. */
  readonly isOnBehalf: boolean;
}

/** The changes of a commitment that had taken effect at an instant, in their order, corrected ones left out. */
export async function findChanges(
  tx: Transaction,
  id: string,
  of: { readonly region: RegionCode; readonly at: string },
): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select s.state, s.effective_at as at, s.is_assumed as "isAssumed", s.by_name as "by", s.how,
      s.state = 'claimed' and s.by_account is not null and s.by_person is distinct from c.person_id as "isOnBehalf"
    from deputies.commitment c
    join deputies.commitment_change s on s.district_code = c.district_code and s.commitment_id = c.id
    where c.id = ${id} and ${within('c', of.region)} and s.superseded_at is null and s.effective_at <= ${of.at}
    order by s.effective_at, s.seq`.execute(tx);
  return rows;
}

/** The earlier wordings of a commitment, the oldest first. */
export async function findEarlierVersions(tx: Transaction, id: string, region: RegionCode): Promise<EarlierWording[]> {
  const { rows } = await sql<EarlierWording>`
    select v.version, v.content, v.reason, v.recorded_at as until
    from deputies.commitment c
    join deputies.commitment_version v on v.district_code = c.district_code and v.commitment_id = c.id
    where c.id = ${id} and ${within('c', region)}
    order by v.version`.execute(tx);
  return rows;
}

/** Of some commitments those that are public at an instant, with their years. */
export async function findPublic(
  tx: Transaction,
  ids: readonly string[],
  of: { readonly region: RegionCode; readonly at: string },
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; year: number }>`
    select c.id, c.year from deputies.commitment c
    where c.id = any(${ids}::uuid[]) and ${within('c', of.region)} and exists (
      select from (${standingAt(of.at)}) s where s.district_code = c.district_code and s.commitment_id = c.id)`.execute(
    tx,
  );
  return new Map(rows.map(({ id, year }) => [id, year]));
}
