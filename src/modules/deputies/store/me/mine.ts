import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CommitmentState } from '../../contract.ts';
import { within } from '../lists/within.ts';

/** Whose, and in which district. Outside it, and of others, nothing is found. */
export interface Own {
  readonly personId: string;
  readonly region: RegionCode;
}

export interface MyRow {
  readonly id: string;
  readonly revision: number;
  readonly year: number;
  readonly level: string;
  readonly townName: string;
  readonly kind: string;
  readonly field: string;
  readonly worry: string | null;
  readonly themes: readonly string[];
  readonly text: string;
  readonly target: string | null;
  readonly targetQuantity: string | null;
  readonly targetUnit: string | null;
  readonly result: string | null;
  readonly measuredQuantity: string | null;
  readonly measuredUnit: string | null;
  readonly reportedQuantity: string | null;
  readonly dueDay: string | null;
  readonly dueNote: string | null;
  readonly state: CommitmentState;
  readonly membershipId: string;
  readonly entries: number;
  readonly lastEntryDay: string | null;
  readonly since: string | null;
  readonly by: string | null;
  readonly carriedFrom: string | null;
  readonly carriedTo: string | null;
}

function own({ personId, region }: Own): RawBuilder<boolean> {
  return sql`${within('c', region)} and c.person_id = ${personId}`;
}

const mine = (of: Own, which: RawBuilder<unknown>) => sql<MyRow>`
  select c.id, c.revision, c.year, c.level, coalesce(r.name, c.region) as "townName", c.kind, c.field, c.worry,
    c.themes, c.text, c.target, trim_scale(c.target_quantity)::text as "targetQuantity", c.target_unit as "targetUnit",
    c.result, trim_scale(c.quantity)::text as "measuredQuantity", c.unit as "measuredUnit",
    e."reportedQuantity", c.due_day as "dueDay", c.due_note as "dueNote", c.state, c.membership_id as "membershipId",
    coalesce(e.entries, 0) as entries, e."lastEntryDay", s.effective_at as since, s.by_name as "by",
    c.carried_from as "carriedFrom", c.carried_to as "carriedTo"
  from deputies.commitment c
  left join kernel.region r on r.code = c.region
  left join lateral (
    select count(*)::int as entries, max(day) as "lastEntryDay",
      (array_agg(trim_scale(quantity)::text order by day desc, recorded_at desc)
        filter (where quantity is not null))[1] as "reportedQuantity"
    from deputies.progress_entry e
    where e.district_code = c.district_code and e.commitment_id = c.id and e.withdrawn_at is null
  ) e on true
  left join lateral (
    select s.effective_at, s.by_name from deputies.commitment_change s
    where s.district_code = c.district_code and s.commitment_id = c.id and s.superseded_at is null
      and s.state = c.state
    order by s.effective_at desc, s.seq desc limit 1
  ) s on true
  where ${own(of)} and ${which}`;

/** The commitments of a person, drafts included, of one year or of all. */
export async function findMine(tx: Transaction, of: Own, year: number | undefined): Promise<MyRow[]> {
  const which = year === undefined ? sql`true` : sql`c.year = ${year}`;
  return (await mine(of, which).execute(tx)).rows;
}

export async function findMyCommitment(tx: Transaction, of: Own, id: string): Promise<MyRow | undefined> {
  return (await mine(of, sql`c.id = ${id}`).execute(tx)).rows[0];
}

export async function findMyYears(tx: Transaction, of: Own): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct c.year from deputies.commitment c where ${own(of)}`.execute(tx);
  return rows.map(({ year }) => year);
}
